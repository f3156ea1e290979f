// Each chosen file is sent once. The list of them is emptied here, not by the server: Gradio (6.31) draws
// nothing any more if that happens while another file is in transfer, and asks here only when none is.
{
  const sent = new Set();
  const unsent = (files) => (files ?? []).filter(({ path }) => !sent.has(path));

  zitat.sendUploads = ([files, ...options]) => {
    const sending = unsent(files);
    for (const { path } of sending) sent.add(path);
    return [sending, ...options];
  };

  zitat.dropSentUploads = (files) => {
    const left = unsent(files);
    sent.clear(); // whoever chooses a file again wants it taken in again
    return [left.length ? left : null];
  };
}
