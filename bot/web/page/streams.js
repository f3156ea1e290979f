// The server tells the page of its events on one stream, and ends it when none is left. Gradio (6.31)
// loses an event that begins in that moment: it takes the stream for open still, and waits for ever, or
// takes its end for a lost connection, and loads the page anew. So the stream goes on here as long as
// an event waits, and an event begins only once Gradio has noted an end that it was told of.
{
  const PATIENCE_MS = 1000;
  const request = window.fetch.bind(window);
  const waiting = new Set();
  const early = new Set(); // ended before the page was told that they had begun
  let ending = Promise.resolve();

  const join = async (input, init) => {
    const response = await request(input, init);
    if (response.ok) {
      const { event_id } = await response.clone().json();
      if (!early.delete(event_id)) waiting.add(event_id);
    }
    await ending;
    return response;
  };

  // What a stream says: "data: {…}" and an empty line, again and again.
  const messages = async function* (response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const whole = (text + value).split("\n\n");
      text = whole.pop();
      yield* whole;
    }
  };

  const relay = async function* (call, response) {
    let ended = false;
    for await (const message of messages(response)) {
      const { msg, event_id } = JSON.parse(message.slice("data:".length));
      if (msg === "process_completed" && !waiting.delete(event_id)) early.add(event_id);
      ended = msg === "close_stream";
      if (ended && waiting.size) break;
      if (ended) {
        const noted = new Promise((note) => call.signal.addEventListener("abort", note));
        const late = new Promise((note) => setTimeout(note, PATIENCE_MS));
        ending = Promise.race([noted, late]);
      }
      yield `${message}\n\n`;
      if (ended) return;
    }
    if (ended) yield* relay(call, await request(call.clone()));
  };

  const listen = async (input, init) => {
    const call = new Request(input, init);
    const response = await request(call.clone());
    if (!response.ok) return response;
    const relayed = relay(call, response);
    const body = new ReadableStream({
      async pull(controller) {
        const { value, done } = await relayed.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    return new Response(body.pipeThrough(new TextEncoderStream()), response);
  };

  window.fetch = (input, init) => {
    const { pathname } = new URL(input.url ?? input, location.href);
    if (pathname.endsWith("/queue/join")) return join(input, init);
    if (pathname.endsWith("/queue/data")) return listen(input, init);
    return request(input, init);
  };
}
