import { BUTTONS, MENUS } from '../buttons.ts';
import type { RefusalTexts } from '../text-shapes.ts';

const { activate, reauthorize, perhaps } = BUTTONS.pl;
const menu = MENUS.pl;
const ACTIVATE = `Zamknij to okno i w Magento (${menu}) kliknij ${activate}.`;
const REAUTHORIZE = `Zamknij to okno i w Magento (${menu}) kliknij ${reauthorize}.`;
const OR_REAUTHORIZE = `${ACTIVATE}${perhaps}`;
const TELL_VENDOR = 'Jeśli to się powtórzy, powiadom pomoc techniczną produktu, który łączysz.';
const BASE_URL = `Ustaw w Magento publiczny adres https jako Base URL (Stores > Configuration > General > Web), a potem ponownie kliknij ${activate}.`;
const AS_MAGENTO = 'Wyślij każde pole jeden raz, tak jak robi to Magento przy aktywacji integracji.';

export const pl = {
  product_unknown: {
    title: 'Nie ma tu takiego produktu',
    happened: 'Adres wskazuje produkt, który nie jest tu obsługiwany.',
    next: 'Sprawdź w Magento pola „Callback URL” i „Identity link URL” integracji.',
  },
  field_missing: {
    title: 'Brakuje pola',
    happened: 'Nie wysłano wymaganego pola.',
    next: AS_MAGENTO,
  },
  field_repeated: {
    title: 'Pole wysłano dwa razy',
    happened: 'Pole, które może wystąpić raz, zostało wysłane kilka razy.',
    next: AS_MAGENTO,
  },
  field_malformed: {
    title: 'Pole ma niewłaściwą postać',
    happened: 'Pole nie ma postaci, jaką nadaje mu Magento.',
    next: 'Wyślij pole dokładnie tak jak Magento: klucze, sekrety i weryfikatory mają 32 znaki z zakresu a-z i 0-9.',
  },
  body_too_large: {
    title: 'Wiadomość jest za duża',
    happened: 'Wysłano więcej, niż zawiera aktywacja.',
    next: 'Wyślij najwyżej 8 KB.',
  },
  media_type_unsupported: {
    title: 'To nie jest formularz',
    happened: 'Treść wiadomości nie jest formularzem.',
    next: 'Wyślij treść jako application/x-www-form-urlencoded.',
  },
  store_url_refused: {
    title: 'Nie można użyć tego adresu sklepu',
    happened: 'Adresu Base URL tego sklepu nie da się wywołać z internetu.',
    next: BASE_URL,
  },
  opened_by_hand: {
    title: 'Otwórz tę stronę z Magento',
    happened: 'Ta strona kończy aktywację rozpoczętą w Magento, a została otwarta bez niej.',
    next: `W Magento otwórz ${menu} i kliknij ${activate} przy integracji.`,
  },
  activation_unknown: {
    title: 'Magento do nas nie dotarło',
    happened:
      'Wiadomość Twojego sklepu z kluczami tej integracji nie dotarła. Magento wysyła ją na „Callback URL” integracji i czeka na odpowiedź pięć sekund.',
    next: `Sprawdź w Magento, czy „Callback URL” integracji jest poprawny i osiągalny z Twojego serwera. Potem zamknij to okno i ponownie kliknij ${activate}.`,
  },
  activation_expired: {
    title: 'Ta próba jest zbyt stara',
    happened: 'Próbę połączenia można dokończyć w ciągu dwóch godzin; ta zaczęła się wcześniej.',
    next: ACTIVATE,
  },
  activation_superseded: {
    title: 'Trwa nowsza próba',
    happened: 'Integracja została w Magento aktywowana ponownie, a to okno należy do wcześniejszej próby.',
    next: 'Zamknij to okno i kontynuuj w nowszym.',
  },
  session_missing: {
    title: 'To okno zgubiło wątek',
    happened: 'Przeglądarka nie wysłała pliku cookie, z którym rozpoczęto tę próbę.',
    next: `Zezwól tej witrynie na pliki cookie. ${ACTIVATE}`,
  },
  form_not_ours: {
    title: 'Formularz nie został przyjęty',
    happened: 'Formularz nie pochodził ze strony, którą pokazaliśmy w tej przeglądarce.',
    next: ACTIVATE,
  },
  return_not_confirmed: {
    title: 'Potwierdź, dokąd przejść później',
    happened: 'Panel administracyjny Magento działa na innym hoście niż sklep i nie zostało to potwierdzone.',
    next: 'Wróć i zaznacz pole, w którym podano ten host.',
  },
  move_not_confirmed: {
    title: 'Potwierdź zmianę',
    happened: 'Sklep jest już połączony, a zastąpienie tego połączenia nie zostało potwierdzone.',
    next: 'Wróć i zaznacz odpowiednie pole.',
  },
  signin_refused: {
    title: 'Logowanie nie powiodło się',
    happened: 'Logowanie zostało anulowane albo odrzucone.',
    next: 'Spróbuj zalogować się jeszcze raz.',
  },
  signin_unavailable: {
    title: 'Logowanie chwilowo nie działa',
    happened: 'Usługa logowania nie odpowiedziała tak, jak powinna.',
    next: `Spróbuj ponownie za minutę. ${TELL_VENDOR}`,
  },
  account_unclear: {
    title: 'Logowanie nie wskazuje konta',
    happened: 'Usługa logowania nie podała, do którego konta należysz.',
    next: 'Poproś pomoc techniczną produktu, który łączysz, o przypisanie konta Twojemu użytkownikowi.',
  },
  email_unverified: {
    title: 'Twój adres e-mail nie jest zweryfikowany',
    happened: 'Usługa logowania podaje adres e-mail, którego nie zweryfikowała, dlatego nie może on oznaczać konta.',
    next: 'Zweryfikuj swój adres e-mail tam, gdzie się logujesz, a potem zaloguj się ponownie.',
  },
  signin_elsewhere: {
    title: 'Dokończ tam, gdzie zaczęto',
    happened: 'Logowanie rozpoczęto w innej przeglądarce lub w innym oknie, a zakończyło się w tym.',
    next: 'Zamknij to okno i kontynuuj w tym, które otworzyło Magento.',
  },
  opened_in_two_browsers: {
    title: 'Tę próbę otwarto dwa razy',
    happened:
      'W tej próbie uczestniczyły dwie przeglądarki, zanim sklep został połączony. Dla bezpieczeństwa zatrzymano ją w obu.',
    next: `Zamknij wszystkie okna tej próby, ponownie kliknij ${activate} w Magento i używaj tylko jednej przeglądarki. Jeśli druga przeglądarka nie była Twoja, dodaj w Magento nową integrację z poniższymi adresami: jej klucza nie zna nikt inny.`,
  },
  integration_taken: {
    title: 'Ta integracja należy do innego konta',
    happened: 'Integracja była już połączona z innym kontem. Tylko to konto może ją odnowić.',
    next: `Zaloguj się na tamto konto; albo dodaj w Magento nową integrację z poniższymi adresami i kliknij ${activate}; albo poproś pomoc techniczną produktu o przeniesienie sklepu. Integracja pochodząca z modułu może pozostać bez zmian.`,
  },
  account_full: {
    title: 'Twoje konto ma już najwięcej sklepów, ile może',
    happened: 'Konto jest połączone z tyloma sklepami, na ile pozwala produkt.',
    next: `Odłącz sklep, którego już nie potrzebujesz, albo zwróć się do pomocy technicznej produktu, a potem kliknij ${reauthorize} w Magento.`,
  },
  consent_outdated: {
    title: 'Od wyrażenia zgody coś się zmieniło',
    happened: 'Sklep ma inne połączenie niż to, które pokazaliśmy.',
    next: REAUTHORIZE,
  },
  consumer_key_expired: {
    title: 'Magento czekało zbyt długo',
    happened: `Magento przyjmuje pierwszy krok przez pięć minut od kliknięcia ${activate}; ten czas minął.`,
    next: ACTIVATE,
  },
  request_token_lost: {
    title: 'Magento odpowiada tylko raz',
    happened:
      'Sklep odpowiedział już na tę próbę, ale odpowiedź do nas nie dotarła. Nie można o nią poprosić ponownie.',
    next: `Jeśli w wierszu widać ${reauthorize}, kliknij ten przycisk. W przeciwnym razie dodaj w Magento nową integrację z poniższymi adresami i kliknij przy niej ${activate}. Starą usuń; jeśli pochodzi z modułu, może pozostać bez zmian.`,
  },
  access_token_lost: {
    title: 'Magento odpowiada tylko raz',
    happened: 'Sklep wydał swój klucz, ale klucz do nas nie dotarł. Nie można o niego poprosić ponownie.',
    next: REAUTHORIZE,
  },
  token_rejected: {
    title: 'Sklep nie zna już tej próby',
    happened: 'Token tej próby został w Magento usunięty albo już użyty.',
    next: OR_REAUTHORIZE,
  },
  consumer_unknown: {
    title: 'Sklep nie zna tej integracji',
    happened: 'Integracja została w Magento usunięta albo sklep przywrócił kopię zapasową.',
    next: `Dodaj integrację w Magento od nowa i kliknij ${activate}.`,
  },
  signature_rejected: {
    title: 'Sklep nie przyjął naszego podpisu',
    happened:
      'Magento nie mogło sprawdzić żądania. Częste przyczyny to serwer proxy przed sklepem, który zmienia adresy, albo serwer WWW, który przekazuje nagłówek „Host” bez portu.',
    next: `Sprawdź, czy Base URL w Magento to adres, pod którym sklep jest dostępny, i czy Magento otrzymuje nagłówek „Host” bez zmian (nginx: $http_host zamiast $host). Potem ponownie kliknij ${activate}. ${TELL_VENDOR}`,
  },
  token_refused: {
    title: 'Sklep odmówił połączenia',
    happened: 'Magento odpowiedziało na wymianę kluczy odmową.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
  timestamp_rejected: {
    title: 'Zegar serwera sklepu wydaje się nieprawidłowy',
    happened:
      'Magento porównuje czas każdego żądania z własnym zegarem i zapisuje je. Czas naszego żądania nie został przyjęty: zegar się spóźnia albo baza danych nie mogła nic zapisać.',
    next: `Poproś dostawcę hostingu o ustawienie zegara serwera (NTP). ${OR_REAUTHORIZE}`,
  },
  authorization_header_missing: {
    title: 'Nagłówek znika w drodze do sklepu',
    happened:
      'Według Magento żądanie dotarło bez kluczy. Serwer WWW, serwer proxy lub zapora przed sklepem usuwa nagłówek Authorization.',
    next: `Poproś dostawcę hostingu, aby przekazywał nagłówek Authorization do Magento. ${OR_REAUTHORIZE}`,
  },
  certificate_invalid: {
    title: 'Certyfikat sklepu jest nieprawidłowy',
    happened:
      'Sklep odpowiedział, ale jego certyfikat TLS wygasł, jest samopodpisany, wystawiony na inną nazwę albo przychodzi bez certyfikatów pośrednich.',
    next: `Poproś dostawcę hostingu o zainstalowanie ważnego certyfikatu z pełnym łańcuchem. ${ACTIVATE}`,
  },
  tls_failed: {
    title: 'Brak bezpiecznego połączenia ze sklepem',
    happened: 'Sklep odpowiedział, ale nie obsługuje TLS od wersji 1.2 albo pod tym adresem nie ma TLS.',
    next: `Poproś dostawcę hostingu o włączenie TLS 1.2 lub 1.3. ${ACTIVATE}`,
  },
  store_error: {
    title: 'Sklep zgłasza błąd',
    happened: 'Magento odpowiedziało błędem wewnętrznym. Przyczyna jest zapisana w jego dzienniku.',
    next: `Poproś opiekuna sklepu o sprawdzenie dziennika Magento (var/log, var/report). ${OR_REAUTHORIZE}`,
  },
  permission_missing: {
    title: 'Integracja nie ma uprawnień',
    happened: 'Sklep dał nam klucz, ale ten klucz niczego nie otwiera.',
    next: `Nadaj integracji w Magento potrzebne uprawnienia (karta „API”), a potem kliknij ${reauthorize}.`,
  },
  store_address_refused: {
    title: 'Nie można użyć tego adresu sklepu',
    happened: 'Adres sklepu nie jest publiczny albo jego nazwa jest nieznana.',
    next: BASE_URL,
  },
  store_unreachable: {
    title: 'Sklep jest nieosiągalny',
    happened: 'Nie udało się połączyć ze sklepem; o nic go jeszcze nie zapytano.',
    next: `Sprawdź, czy Base URL sklepu jest osiągalny z internetu, i ponownie kliknij ${activate} w Magento.`,
  },
  store_timeout: {
    title: 'Sklep nie odpowiedział',
    happened: 'Sklep przyjął pytanie i nie odpowiedział w pełni na czas.',
    next: OR_REAUTHORIZE,
  },
  store_busy: {
    title: 'Sklep jest przeciążony lub konserwowany',
    happened: 'Sklep poprosił, aby wrócić później.',
    next: `Poczekaj kilka minut i ponownie kliknij ${activate} w Magento.`,
  },
  store_invalid_response: {
    title: 'Odpowiedź sklepu jest nieczytelna',
    happened: 'Magento tak nie odpowiada: na drodze stoi zapora, strona konserwacji albo przekierowanie.',
    next: `Przepuść żądania do oauth/ i rest/ pod adresem Base URL i ponownie kliknij ${activate} w Magento.${perhaps}`,
  },
  request_ambiguous: {
    title: 'Tego żądania nie można podpisać',
    happened: 'Nie każde Magento odczytałoby adres tak samo, więc podpisu nie dałoby się sprawdzić.',
    next: 'Wyślij każdy parametr jeden raz, z jedną nazwą i jedną wartością.',
  },
  consent_declined: {
    title: 'Nie połączono',
    happened: 'Nie wyrażono zgody. Nic nie zostało połączone.',
    next: `Zamknij to okno. Aby mimo wszystko połączyć sklep, kliknij ${activate} w Magento.`,
  },
  consent_timed_out: {
    title: 'Nikt nie wyraził zgody',
    happened: 'Na pytanie, czy połączyć sklep, nie odpowiedziano na czas.',
    next: ACTIVATE,
  },
  store_taken: {
    title: 'Sklep należy do innego konta',
    happened: 'W międzyczasie sklep został połączony z innym kontem.',
    next: `Dodaj w Magento nową integrację z poniższymi adresami, kliknij ${activate} i potwierdź przeniesienie; albo poproś pomoc techniczną produktu o przeniesienie sklepu.`,
  },
  interrupted: {
    title: 'Łączenie zostało przerwane',
    happened: 'Nasza strona zatrzymała się w trakcie tej próby.',
    next: OR_REAUTHORIZE,
  },
  internal: {
    title: 'Coś poszło nie tak po naszej stronie',
    happened: 'Nieprzewidziany błąd zakończył tę próbę. Został zapisany.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
} as const satisfies RefusalTexts;
