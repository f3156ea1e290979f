// The list of chosen files is emptied here, not by the server: Gradio (6.31) draws nothing any more if
// that happens while another file is in transfer, and calls these functions only when none is. What is
// chosen while others are taken in is added to the list, so only what has not been sent yet is sent.
{
  let sent = []; // the paths of the listed files that have been sent; one may be listed twice
  let awaited = 0; // how many reports

  const unsent = (files) => {
    const known = [...sent];
    return (files ?? []).filter(({ path }) => {
      const place = known.indexOf(path);
      if (place >= 0) known.splice(place, 1);
      return place < 0;
    });
  };

  zitat.sendUploads = ([files, replace, , ...others]) => {
    const sending = unsent(files);
    sent.push(...sending.map(({ path }) => path));
    return [sending, replace, awaited++ > 0, ...others];
  };

  zitat.dropSentUploads = (files) => {
    const left = unsent(files);
    sent = []; // whoever chooses a file again wants it taken in again
    awaited -= 1;
    return [left.length ? left : null];
  };
}
