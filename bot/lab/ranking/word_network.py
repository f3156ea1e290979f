"""Learns to score sentences by their features and by their words together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from bot.arrays import Floats
from bot.lab.ranking.listwise import Settings, SmallNetwork, as_scorer
from bot.lab.ranking.word_articles import DIRECTIONS, Article
from bot.rank.answer_words import MARGIN, WordNetwork
from bot.rank.select import Scorer
from bot.rank.word_inputs import ASKED_MEANINGS, QUESTION_FACTS, WORD_FACTS


@dataclass(frozen=True, slots=True)
class WordSettings:
    """How the networks are learned; ``word_weight`` is the share of the words' own loss."""

    units: int = 48
    epochs: int = 8
    batch: int = 24
    rate: float = 2e-3
    decay: float = 1e-2
    dropout: float = 0.4
    word_weight: float = 0.5


class Network(torch.nn.Module):
    """As WordNetwork; what it gives is not yet less the score of "no word answers"."""

    def __init__(self, settings: WordSettings) -> None:
        super().__init__()
        units, asked = settings.units, QUESTION_FACTS + ASKED_MEANINGS * DIRECTIONS
        self.enter = torch.nn.Linear(DIRECTIONS + WORD_FACTS, units)
        self.ask = torch.nn.Linear(asked, units)
        self.gate = torch.nn.Linear(asked, units)
        self.wide = torch.nn.Conv1d(units, units, 2 * MARGIN + 1, padding=MARGIN)
        self.narrow = torch.nn.Conv1d(units, units, 2 * MARGIN - 1, padding=MARGIN - 1)
        self.leave = torch.nn.Linear(units, 1, bias=False)
        self.mix = torch.nn.Parameter(torch.tensor([0.3, 2.0]))
        self.dropout = torch.nn.Dropout(settings.dropout)

    def forward(
        self, words: torch.Tensor, questions: torch.Tensor, article_of_row: torch.Tensor
    ) -> torch.Tensor:
        """Return each row's score; ``article_of_row`` is −1 for the rows between articles."""
        present = (article_of_row >= 0)[:, None].float()
        gate = 2 * torch.sigmoid(self.gate(questions))[article_of_row]
        asked = self.ask(questions)[article_of_row]
        hidden = torch.relu(self.enter(self.dropout(words)) + asked) * gate * present
        hidden = torch.relu(self.wide(hidden.T[None])[0].T + hidden) * present
        hidden = self.dropout(hidden)
        hidden = torch.relu(self.narrow(hidden.T[None])[0].T + hidden)
        return torch.as_tensor(self.leave(self.dropout(hidden * gate)).squeeze(-1))


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles laid end to end, MARGIN empty rows apart, of which ``article_of_row`` is −1."""

    words: torch.Tensor
    questions: torch.Tensor
    article_of_row: torch.Tensor
    article_of_word: torch.Tensor
    sentence_of: torch.Tensor
    features: torch.Tensor
    article_of: torch.Tensor
    gold: torch.Tensor
    answer: torch.Tensor
    answers: torch.Tensor


def pack(articles: Sequence[Article]) -> Batch:
    """Lay articles end to end."""
    rows = np.concatenate([[0], np.cumsum([len(a.words) + MARGIN for a in articles])])
    size = int(rows[-1])
    words = np.zeros((size, DIRECTIONS + WORD_FACTS), dtype=np.float32)
    article_of_row = np.full(size, -1)
    for number, (first, article) in enumerate(zip(rows[:-1], articles, strict=True)):
        own = slice(int(first), int(first) + len(article.words))
        words[own], article_of_row[own] = article.words, number
    lengths = [len(a.words) for a in articles]
    firsts = np.cumsum([0, *(len(a.gold) for a in articles[:-1])])
    sentence_of = [a.sentence_of + start for a, start in zip(articles, firsts, strict=True)]
    numbers = np.arange(len(articles))
    return Batch(
        words=torch.from_numpy(words),
        questions=torch.from_numpy(np.stack([a.question for a in articles])),
        article_of_row=torch.from_numpy(article_of_row),
        article_of_word=torch.from_numpy(np.repeat(numbers, lengths)),
        sentence_of=torch.from_numpy(np.concatenate(sentence_of)),
        features=torch.from_numpy(np.concatenate([a.features for a in articles])),
        article_of=torch.from_numpy(np.repeat(numbers, [len(a.gold) for a in articles])),
        gold=torch.from_numpy(np.concatenate([a.gold for a in articles])),
        answer=torch.from_numpy(np.concatenate([a.answer for a in articles])),
        answers=torch.tensor([bool(a.answer.any()) for a in articles]),
    )


def learn_sentences(
    articles: Sequence[Article],
    standard: tuple[Floats, Floats],
    settings: Settings,
    word_settings: WordSettings,
    seed: int,
) -> tuple[Scorer, WordNetwork]:
    """Learn both scores of a sentence, which are added: that of its features and of its words.

    Maximises the probability of the right sentence in its article (listwise, as ``learn``), and
    that of the answer's words among the article's and "none", which is right where the article
    does not answer (as in SQuAD 2.0, Rajpurkar et al. 2018).
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    words, features = Network(word_settings), SmallNetwork(len(standard[0]), settings)
    optimiser = torch.optim.AdamW(
        [
            {"params": features.parameters(), "lr": settings.rate, "weight_decay": 0.0},
            {
                "params": words.parameters(),
                "lr": word_settings.rate,
                "weight_decay": word_settings.decay,
            },
        ]
    )
    steps = word_settings.epochs * -(-len(articles) // word_settings.batch)
    rates = [settings.rate, word_settings.rate]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps)
    for _ in range(word_settings.epochs):
        for places in np.array_split(
            order.permutation(len(articles)), steps // word_settings.epochs
        ):
            batch = pack([articles[place] for place in places])
            loss = _loss(words, features, batch, word_settings.word_weight)
            loss = loss + settings.decay * sum((p**2).sum() for p in features.parameters())
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return as_scorer(features, standard), as_weights(words)


def _loss(words: Network, features: SmallNetwork, batch: Batch, word_weight: float) -> torch.Tensor:
    scores = words(batch.words, batch.questions, batch.article_of_row)[batch.article_of_row >= 0]
    of_words = log_sum(scores, batch.sentence_of, len(batch.gold))
    total = features(batch.features) + words.mix[0] * of_words
    count = len(batch.answers)
    shares = total - log_sum(total, batch.article_of, count)[batch.article_of]
    right = log_sum(shares[batch.gold], batch.article_of[batch.gold], count)
    sentence_loss = -(right * batch.answers).sum() / batch.answers.sum().clamp(min=1)
    none = words.mix[1].expand(count)
    everything = torch.logaddexp(log_sum(scores, batch.article_of_word, count), none)
    answer = log_sum(scores[batch.answer], batch.article_of_word[batch.answer], count)
    word_loss = (everything - torch.where(batch.answers, answer, none)).clamp(max=20).mean()
    return sentence_loss + word_weight * word_loss


def log_sum(values: torch.Tensor, group: torch.Tensor, groups: int) -> torch.Tensor:
    """Return log Σ exp of each group's values, 0 for one without any."""
    greatest = torch.full((groups,), -1e4).scatter_reduce(0, group, values.detach(), "amax")
    sums = torch.zeros(groups).index_add(0, group, torch.exp(values - greatest[group]))
    return torch.where(sums > 0, greatest + torch.log(sums.clamp(min=1e-9)), torch.zeros(groups))


def as_weights(network: Network) -> WordNetwork:
    """Return a learned network as the one that applies it."""

    def array(parameter: torch.Tensor) -> Floats:
        return np.ascontiguousarray(parameter.detach().numpy(), dtype=np.float32)

    def kernel(layer: torch.nn.Conv1d) -> Floats:  # (out, in, places) → (places, in, out)
        return array(layer.weight.permute(2, 1, 0))

    def bias(layer: torch.nn.Conv1d) -> Floats:
        assert layer.bias is not None
        return array(layer.bias)

    return WordNetwork(
        enter=array(network.enter.weight.T),
        enter_bias=array(network.enter.bias),
        ask=array(network.ask.weight.T),
        ask_bias=array(network.ask.bias),
        gate=array(network.gate.weight.T),
        gate_bias=array(network.gate.bias),
        wide=kernel(network.wide),
        wide_bias=bias(network.wide),
        narrow=kernel(network.narrow),
        narrow_bias=bias(network.narrow),
        leave=array(network.leave.weight[0]),
        mix=array(network.mix),
    )
