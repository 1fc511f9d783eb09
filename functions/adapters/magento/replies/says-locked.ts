/*
 * Whether Magento says that two transactions were in each other's way. MySQL's own words are never translated; Magento's
 * ("Database deadlock found when trying to get lock", "Database lock wait timeout exceeded") are, and packs differ.
 */

const MYSQL = /deadlock|lock wait timeout|serialization failure|\b40001\b/i;

/** The database, and a lock, in the languages of published packs: German, Spanish, French, Dutch, Polish, Portuguese. */
const DATABASE = /datenbank|bases? de (?:datos|donn[ée]es)|bdd|databank|database|baz[aąęy] danych|bancos? de dados/i;
const LOCK =
  /verklemm|sperr|block|bloqu|interblo|verrou|impasse|punto muerto|vergrendel|patstelling|zakleszcz|zablokow|blokad|trava(?:mento)?/i;

const CHARACTERS = 500;

export function saysLocked(message: string): boolean {
  const text = message.slice(0, CHARACTERS).normalize('NFC');
  return MYSQL.test(text) || (DATABASE.test(text) && LOCK.test(text));
}
