// What this tab remembers over a reload. A browser may be told to keep nothing: then it remembers
// nothing, and all else works.
Object.assign(window.zitat, {
  remember(name, value) {
    try {
      sessionStorage.setItem(`zitat_${name}`, value);
    } catch {}
  },
  recall(name) {
    try {
      return sessionStorage.getItem(`zitat_${name}`) ?? "";
    } catch {
      return "";
    }
  },
});
