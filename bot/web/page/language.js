// The page's language, for screen readers and hyphenation: the one that the reader chose, else the
// browser's. The server reads the same cookie.
const chosen = document.cookie.match(/(?:^|; )zitat_language=(de|en)/)?.[1];
const pageLanguage = /^de\b/i.test(chosen ?? navigator.language) ? "de" : "en";
document.documentElement.lang = pageLanguage;
// Gradio's own words ("Drop File Here") follow what the browser says its language is.
Object.defineProperty(navigator, "language", { get: () => pageLanguage });
