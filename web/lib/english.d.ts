/** All words in English: see scripts/english-apart.js. */
declare module '*?english'
