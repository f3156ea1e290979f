// Each chosen file is sent once, and listed until then. Gradio (6.31) draws nothing any more if its list
// is emptied while other files are on their way; it waits for those before it asks here what is left.
{
  const sent = new Set();
  const unsent = (files) => (files ?? []).filter(({ path }) => !sent.has(path));

  zitat.sendUploads = ([files, ...options]) => {
    const sending = unsent(files);
    for (const { path } of sending) sent.add(path);
    return [sending, ...options];
  };

  zitat.uploadsToSend = (files) => {
    const left = unsent(files);
    sent.clear(); // whoever chooses a file again wants it taken in again
    return [left.length ? left : null];
  };
}
