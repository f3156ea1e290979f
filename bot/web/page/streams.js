// The server reports on all of a page's events in one stream, and ends it when none is left. Gradio
// (6.31) loses an event that begins in that moment: it takes the stream for open, and waits for ever, or
// takes its end for a lost connection, and loads the page anew. So the stream goes on here as long as an
// event waits. If it is cut off then, the connection is lost, of which Gradio notices only some cases;
// if nothing waits, it has only ended.
{
  const END = 'data: {"msg":"close_stream"}';
  const request = window.fetch.bind(window);
  const waiting = new Set();
  const endedFirst = new Set(); // events that ended before the page knew that they had begun

  const join = async (input, init) => {
    const response = await request(input, init);
    const { event_id } = await response.clone().json().catch(() => ({}));
    if (event_id && !endedFirst.delete(event_id)) waiting.add(event_id);
    return response;
  };

  // What a stream says: "data: {…}" and an empty line, again and again.
  const messages = async function* (response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Error("The stream of events was cut off.");
      const whole = (text + value).split("\n\n");
      text = whole.pop();
      yield* whole;
    }
  };

  const untilEnd = async function* (response) {
    for await (const message of messages(response)) {
      const { msg, event_id } = JSON.parse(message.slice("data:".length));
      if (msg === "close_stream") return;
      if (msg === "unexpected_error") throw new Error(message); // the server stops
      if (msg === "process_completed" && !waiting.delete(event_id)) endedFirst.add(event_id);
      yield message;
    }
  };

  const relay = async function* (call, first) {
    try {
      yield* untilEnd(first);
      while (waiting.size) yield* untilEnd(await request(call.clone()));
    } catch (lost) {
      if (waiting.size) throw lost;
    }
    yield END;
  };

  const listen = async (input, init) => {
    const call = new Request(input, init);
    const response = await request(call.clone());
    if (!response.ok) return response;
    const relayed = relay(call, response);
    const encoder = new TextEncoder();
    const body = new ReadableStream({
      async pull(controller) {
        const { value, done } = await relayed.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(`${value}\n\n`));
      },
    });
    return new Response(body, response);
  };

  window.fetch = async (input, init) => {
    const { pathname } = new URL(input.url ?? input, location.href);
    if (pathname.endsWith("/queue/join")) return join(input, init);
    if (pathname.endsWith("/queue/data")) return listen(input, init);
    return request(input, init);
  };
}
