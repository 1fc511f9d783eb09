import { BUTTONS, MENUS } from '../buttons.ts';
import type { PageTexts } from '../text-shapes.ts';

const { activate, reauthorize } = BUTTONS.pl;
const menu = MENUS.pl;

export const pl = {
  language: 'Język',
  store: 'Sklep',
  product: 'Produkt',
  account: 'Konto',
  reference: 'Identyfikator: {reference}',

  sign_in_title: 'Połącz swój sklep',
  sign_in_asks: `{product} prosi o dostęp do tego sklepu z uprawnieniami, które Magento pokazało po kliknięciu przycisku ${activate}.`,
  sign_in_how:
    'Zaloguj się na konto {product}, z którym sklep ma zostać połączony. Nic nie zostanie połączone, dopóki nie wyrazisz zgody na następnej stronie.',
  sign_in_button: 'Zaloguj się do {product}',
  open_for:
    'Nie musisz się spieszyć: ta próba pozostanie otwarta jeszcze przez {minutes, plural, one {# minutę} few {# minuty} many {# minut} other {# minuty}}.',

  connect_title: 'Połączyć Twój sklep?',
  reconnect_title: 'Połączyć Twój sklep ponownie?',
  connect_button: 'Połącz',
  reconnect_button: 'Połącz ponownie',
  not_now: 'Nie teraz',
  not_you: 'To nie Ty? Użyj innego konta',
  gets: `{product} otrzyma uprawnienia, które Magento pokazało po kliknięciu przycisku ${activate}, i raz je sprawdzi.`,
  can_end: 'Możesz to zakończyć w Magento w dowolnej chwili.',
  renews: 'Ten sklep jest połączony z Twoim kontem od {since, day}. Jego klucze zostaną wymienione na nowe.',
  move: 'Przenieś sklep na moje konto.',
  return_to: 'Następnie wróć do {host}, gdzie znajduje się panel administracyjny tego Magento.',

  asks: 'Pytania od {product}',
  optional: '(opcjonalnie)',
  choose_one: 'Wybierz…',
  answers_wrong: 'Nic jeszcze nie połączono. Sprawdź oznaczone odpowiedzi.',
  answer_missing: 'Tu potrzebna jest odpowiedź.',
  answer_too_long: 'Użyj najwyżej {most} znaków.',
  answer_not_a_number: 'Wpisz liczbę, na przykład 12 albo 12.5.',
  answer_not_listed: 'Wybierz pozycję z listy.',
  answer_mismatch: 'To nie jest zapisane w wymagany sposób.',

  working_title: 'Łączenie…',
  steps_done:
    '{done, plural, one {Wykonano # krok z {all}} few {Wykonano # kroki z {all}} many {Wykonano # kroków z {all}} other {Wykonano # kroku z {all}}}',
  step_keys: 'Magento przysłało swoje klucze',
  step_answered: 'Sklep odpowiedział',
  step_agreed: 'Zgoda została wyrażona',
  step_exchanged: 'Klucze zostały wymienione',
  step_tested: 'Połączenie zostało sprawdzone',
  step_connected: 'Sklep jest połączony',
  step_done: '(gotowe)',
  goes_on: 'Ta strona sama przejdzie dalej. Nie zamykaj jej.',

  done_title: 'Połączono',
  done: 'Sklep {store} jest połączony z {product}. Zamknij to okno.',
  done_stays: 'Brakowało adresu powrotu do Magento albo nie jest to adres Magento, dlatego z niego nie skorzystaliśmy.',
  already_title: 'Już połączono',
  already: 'Sklep {store} jest połączony z {product} i połączenie działa. Zamknij to okno.',
  already_anew: `Aby połączyć ją od nowa, kliknij w Magento (${menu}) ${reauthorize}.`,

  choose_title: 'Który sklep jest Twój?',
  choose: 'Kilka sklepów wysłało klucze tej integracji do {product}. Wybierz ten, z którego przychodzisz.',
  move_title: 'Przenieść Twój sklep?',
  move_button: 'Przenieś',
  moves: 'Ten sklep jest połączony z innym kontem, które go utraci.',
  wait_answered: 'Oczekiwanie na odpowiedź sklepu',
  wait_exchanged: 'Wymiana kluczy ze sklepem',
  wait_tested: 'Sprawdzanie połączenia',
  wait_connected: 'Łączenie sklepu',
  slow: 'Sklep odpowiada wyjątkowo długo.',
  close: 'Zamknij to okno',
  ended_title: 'Sklep nie jest już połączony',
  ended: 'Sklep {store} został odłączony od {product}.',
  cut_off: `Nie wyrażono zgody. Po kliknięciu ${reauthorize} Magento usunęło dotychczasowy dostęp, więc sklep pozostanie odłączony, dopóki to się nie zakończy.`,
  cut_off_next: `Aby znów korzystać ze sklepu, kliknij w Magento ${reauthorize} lub, jeśli widać go w wierszu, ${activate}, i wyraź zgodę.`,
  stays_title: 'Nic się nie zmieniło',
  stays_yours: 'Nie wyrażono zgody. Sklep pozostaje połączony z Twoim kontem tak jak dotąd.',
  stays: 'Nie wyrażono zgody. Sklep pozostaje połączony tak jak dotąd.',
  stays_next: `Zamknij to okno. Aby mimo wszystko to zmienić, kliknij w Magento ${activate} lub, jeśli widać go w wierszu, ${reauthorize}.`,
  url_too_long: 'Base URL sklepu ma ponad 2048 znaków.',
  url_malformed: 'Base URL sklepu nie jest prawidłowym adresem.',
  url_not_https: 'Base URL sklepu nie zaczyna się od https://.',
  url_not_public: 'Base URL sklepu jest niedostępny z internetu: jego host nie jest publiczny.',
  url_port_not_allowed: 'Base URL sklepu zawiera port, który nie jest tu dozwolony.',
  url_names_user: 'Base URL sklepu zawiera nazwę użytkownika lub hasło.',
  url_has_query: 'Base URL sklepu zawiera znak zapytania i parametry.',
  url_has_fragment: 'Base URL sklepu zawiera znak # i fragment.',

  what_next: 'Co teraz zrobić',
  sign_in_again: 'Zaloguj się ponownie',
  back: 'Wróć do pytania',
  support: 'Skontaktuj się z pomocą {product}',
  callback_url: 'Callback URL dla {product}:',
  identity_link_url: 'Identity link URL dla {product}:',

  start_title: 'Łączenie sklepów Magento',
  start: 'Tutaj działa Handfast. Łączy sklepy Magento z tym, co wymieniono poniżej.',
  start_how: `W Magento (${menu}) dodaj integrację z tymi dwoma adresami, zaznacz jej uprawnienia, zapisz ją i kliknij ${activate}.`,
  callback_title: 'Ten adres jest prawidłowy',
  callback:
    'Magento wysyła tutaj swoją wiadomość metodą POST. Wpisz ten adres bez zmian; w przeglądarce nie ma tu nic do zrobienia.',
} as const satisfies PageTexts;
