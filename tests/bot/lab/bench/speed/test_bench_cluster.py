"""What ``zitat bench cluster`` prints, from figures that are known."""

from bot.lab.bench.speed.cluster import Cost, Loss, Parts, on_paper, render, told


def test_each_number_of_shards_is_set_beside_one_index() -> None:
    costs = {0: Cost(10.0, [0.2] * 3, 4.0), 2: Cost(15.0, [0.25] * 3, 5.0, differing=1)}
    _, one, two = render(costs, asked=40)
    assert one.split()[-6:] == ["10.0", "(1.00)", "200", "(1.00)", "10.0", "0"]
    assert two.split() == ["2", "15.0", "(1.50)", "250", "(1.25)", "8.0", "1"]


def test_the_loss_of_a_node_is_told() -> None:
    [line] = told(Loss(asked=80, failed=0, partly=12, least_share=0.48, seconds=3.21))
    assert "0 of 80 questions failed, 12 were looked for in 48%" in line
    assert "after 3.2 s" in line


def test_the_table_on_paper_grows_with_the_archive() -> None:
    parts = Parts(8, 12_000, 5_000, 9_000, 200, 0.002, 0.0001, 1e-8, 0.3)
    _, _, ten, hundred, _ = on_paper(parts)
    # 10 million: (12,000 / 4 + 64 + 5,000) bytes each are 81 GB, in 48 of 64 GB a machine.
    assert ten.split()[:3] == ["10,000,000", "2", "81"]
    assert hundred.split()[:3] == ["100,000,000", "17", "806"]
