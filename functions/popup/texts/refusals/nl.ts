import { BUTTONS, MENUS } from '../buttons.ts';
import type { RefusalTexts } from '../text-shapes.ts';

const { activate, reauthorize, perhaps } = BUTTONS.nl;
const menu = MENUS.nl;
const ACTIVATE = `Sluit dit venster en klik in Magento (${menu}) op ${activate}.`;
const REAUTHORIZE = `Sluit dit venster en klik in Magento (${menu}) op ${reauthorize}.`;
const OR_REAUTHORIZE = `${ACTIVATE}${perhaps}`;
const TELL_VENDOR = 'Gebeurt het weer, meld het dan bij de support van het product dat u koppelt.';
const BASE_URL = `Stel in Magento een openbaar https-adres in als Base URL (Stores > Configuration > General > Web) en klik opnieuw op ${activate}.`;
const AS_MAGENTO = 'Stuur elk veld één keer, zoals Magento doet wanneer een integratie wordt geactiveerd.';

export const nl = {
  product_unknown: {
    title: 'Dit product bestaat hier niet',
    happened: 'Het adres noemt een product dat hier niet wordt aangeboden.',
    next: 'Controleer in Magento de ‘Callback URL’ en de ‘Identity link URL’ van de integratie.',
  },
  field_missing: {
    title: 'Er ontbreekt een veld',
    happened: 'Een veld dat nodig is, werd niet gestuurd.',
    next: AS_MAGENTO,
  },
  field_repeated: {
    title: 'Een veld werd twee keer gestuurd',
    happened: 'Een veld dat één keer mag voorkomen, werd meerdere keren gestuurd.',
    next: AS_MAGENTO,
  },
  field_malformed: {
    title: 'Een veld klopt niet',
    happened: 'Een veld heeft niet de vorm die Magento eraan geeft.',
    next: 'Stuur het veld precies zoals Magento: sleutels, geheimen en verifiers zijn 32 tekens uit a-z en 0-9.',
  },
  body_too_large: {
    title: 'Het bericht is te groot',
    happened: 'Er werd meer gestuurd dan bij een activering hoort.',
    next: 'Stuur hoogstens 8 KB.',
  },
  media_type_unsupported: {
    title: 'Geen formulier',
    happened: 'De inhoud van het bericht is geen formulier.',
    next: 'Stuur de inhoud als application/x-www-form-urlencoded.',
  },
  store_url_refused: {
    title: 'Dit winkeladres is niet bruikbaar',
    happened: 'De Base URL van de winkel kan niet vanaf internet worden aangeroepen.',
    next: BASE_URL,
  },
  opened_by_hand: {
    title: 'Open deze pagina vanuit Magento',
    happened: 'Deze pagina voltooit een activering die in Magento begint, en werd zonder activering geopend.',
    next: `Open in Magento ${menu} en klik bij de integratie op ${activate}.`,
  },
  activation_unknown: {
    title: 'Magento heeft ons niet bereikt',
    happened:
      'Het bericht van uw winkel met de sleutels van deze integratie is niet aangekomen. Magento stuurt het naar de ‘Callback URL’ van de integratie en wacht vijf seconden op het antwoord.',
    next: `Controleer in Magento of de ‘Callback URL’ klopt en vanaf uw server bereikbaar is. Sluit daarna dit venster en klik opnieuw op ${activate}.`,
  },
  activation_expired: {
    title: 'Deze poging is te oud',
    happened: 'Een poging om te koppelen kan twee uur lang worden afgemaakt; deze is eerder begonnen.',
    next: ACTIVATE,
  },
  activation_superseded: {
    title: 'Er is een nieuwere poging',
    happened: 'De integratie is in Magento opnieuw geactiveerd; dit venster hoort bij de eerdere poging.',
    next: 'Sluit dit venster en ga verder in het nieuwere.',
  },
  session_missing: {
    title: 'Dit venster is de draad kwijt',
    happened: 'De browser stuurde de cookie niet waarmee deze poging begonnen is.',
    next: `Sta cookies toe voor deze site. ${ACTIVATE}`,
  },
  form_not_ours: {
    title: 'Dit formulier is niet aangenomen',
    happened: 'Het formulier kwam niet van de pagina die we in deze browser hebben getoond.',
    next: ACTIVATE,
  },
  return_not_confirmed: {
    title: 'Bevestig waar u daarna naartoe gaat',
    happened: 'Het beheer van Magento staat op een andere host dan de winkel, en dat is niet bevestigd.',
    next: 'Ga terug en vink het vakje aan dat de host noemt.',
  },
  move_not_confirmed: {
    title: 'Bevestig de wijziging',
    happened: 'De winkel is al gekoppeld, en het vervangen van die koppeling is niet bevestigd.',
    next: 'Ga terug en vink het bijbehorende vakje aan.',
  },
  signin_refused: {
    title: 'U bent niet ingelogd',
    happened: 'Het inloggen is geannuleerd of geweigerd.',
    next: 'Probeer opnieuw in te loggen.',
  },
  signin_unavailable: {
    title: 'Inloggen lukt op dit moment niet',
    happened: 'De inlogdienst antwoordde niet zoals het hoort.',
    next: `Probeer het over een minuut opnieuw. ${TELL_VENDOR}`,
  },
  account_unclear: {
    title: 'Uw login noemt geen account',
    happened: 'De inlogdienst heeft niet gezegd bij welk account u hoort.',
    next: 'Vraag de support van het product dat u koppelt om uw gebruiker een account te geven.',
  },
  email_unverified: {
    title: 'Uw e-mailadres is niet geverifieerd',
    happened:
      'De aanmelddienst noemt een e-mailadres dat niet is geverifieerd. Het kan daarom voor geen account staan.',
    next: 'Verifieer uw e-mailadres waar u zich aanmeldt en meld u dan opnieuw aan.',
  },
  signin_elsewhere: {
    title: 'Ga verder waar u bent begonnen',
    happened: 'Het aanmelden begon in een andere browser of een ander venster en kwam in dit venster terug.',
    next: 'Sluit dit venster en ga verder in het venster dat Magento heeft geopend.',
  },
  opened_in_two_browsers: {
    title: 'Deze poging is twee keer geopend',
    happened:
      'Twee browsers deden aan deze poging mee voordat de winkel gekoppeld was. Voor de zekerheid is de poging voor beide gestopt.',
    next: `Sluit alle vensters van deze poging, klik in Magento opnieuw op ${activate} en gebruik één browser. Was de andere browser niet van u, voeg dan in Magento een nieuwe integratie toe met de adressen hieronder: niemand anders kent de sleutel daarvan.`,
  },
  integration_taken: {
    title: 'Deze integratie hoort bij een ander account',
    happened: 'De integratie was al aan een ander account gekoppeld. Alleen dat account kan haar vernieuwen.',
    next: `Meld u aan met dat account. Of voeg in Magento een nieuwe integratie toe met de adressen hieronder en klik op ${activate}. Of vraag de support van het product de winkel te verplaatsen. Een integratie die een module heeft meegebracht, kan blijven zoals ze is.`,
  },
  account_full: {
    title: 'Uw account heeft het maximale aantal winkels',
    happened: 'Het account is aan zoveel winkels gekoppeld als het product toestaat.',
    next: `Koppel een winkel los die u niet meer nodig hebt of vraag de support van het product, en klik dan in Magento op ${reauthorize}.`,
  },
  consent_outdated: {
    title: 'Er is iets veranderd sinds u toestemde',
    happened: 'De winkel heeft een andere koppeling dan de koppeling die u te zien kreeg.',
    next: REAUTHORIZE,
  },
  consumer_key_expired: {
    title: 'Magento heeft te lang gewacht',
    happened: `Magento staat de eerste stap toe tot vijf minuten na de klik op ${activate}; die zijn voorbij.`,
    next: ACTIVATE,
  },
  request_token_lost: {
    title: 'Magento antwoordt maar één keer',
    happened:
      'De winkel heeft op deze poging al geantwoord, maar het antwoord heeft ons niet bereikt. We kunnen het niet nog eens vragen.',
    next: `Staat er in de rij ${reauthorize}, klik dan daarop. Voeg anders in Magento een nieuwe integratie toe met de adressen hieronder en klik daar op ${activate}. Verwijder de oude; heeft een module haar meegebracht, dan kan ze blijven zoals ze is.`,
  },
  access_token_lost: {
    title: 'Magento antwoordt maar één keer',
    happened:
      'De winkel heeft zijn sleutel uitgegeven, maar die heeft ons niet bereikt. We kunnen hem niet nog eens vragen.',
    next: REAUTHORIZE,
  },
  token_rejected: {
    title: 'De winkel kent deze poging niet meer',
    happened: 'Het token van deze poging is in Magento verwijderd of al gebruikt.',
    next: OR_REAUTHORIZE,
  },
  consumer_unknown: {
    title: 'De winkel kent deze integratie niet',
    happened: 'De integratie is in Magento verwijderd, of de winkel heeft een back-up teruggezet.',
    next: `Voeg de integratie in Magento opnieuw toe en klik op ${activate}.`,
  },
  signature_rejected: {
    title: 'De winkel accepteert onze handtekening niet',
    happened:
      'Magento kon het verzoek niet controleren. Vaak komt dat door een proxy vóór de winkel die adressen herschrijft, of door een webserver die de header ‘Host’ zonder poort doorgeeft.',
    next: `Controleer of de Base URL in Magento het adres is waarop de winkel bereikbaar is en of Magento de header ‘Host’ ongewijzigd krijgt (nginx: $http_host in plaats van $host). Klik dan opnieuw op ${activate}. ${TELL_VENDOR}`,
  },
  token_refused: {
    title: 'De winkel heeft de koppeling geweigerd',
    happened: 'Magento heeft de uitwisseling van sleutels geweigerd.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
  timestamp_rejected: {
    title: 'De klok van de server van de winkel lijkt verkeerd te staan',
    happened:
      'Magento vergelijkt de tijd van elk verzoek met zijn eigen klok en noteert het. De tijd van ons verzoek is niet aanvaard: zijn klok loopt achter, of zijn database kon niets opslaan.',
    next: `Vraag uw hostingprovider de klok van de server gelijk te zetten (NTP). ${OR_REAUTHORIZE}`,
  },
  authorization_header_missing: {
    title: 'Een header wordt onderweg naar de winkel verwijderd',
    happened:
      'Volgens Magento kwam het verzoek zonder sleutels aan. Een webserver, proxy of firewall vóór de winkel verwijdert de Authorization-header.',
    next: `Vraag uw hostingprovider de Authorization-header aan Magento door te geven. ${OR_REAUTHORIZE}`,
  },
  certificate_invalid: {
    title: 'Het certificaat van de winkel is niet geldig',
    happened:
      'De winkel is bereikt, maar het TLS-certificaat is verlopen, zelfondertekend, voor een andere naam of komt zonder tussenliggende certificaten.',
    next: `Vraag uw hostingprovider een geldig certificaat met de volledige keten te installeren. ${ACTIVATE}`,
  },
  tls_failed: {
    title: 'Geen beveiligde verbinding met de winkel',
    happened: 'De winkel is bereikt, maar biedt geen TLS-versie vanaf 1.2 aan, of op dit adres helemaal geen TLS.',
    next: `Vraag uw hostingprovider TLS 1.2 of 1.3 in te schakelen. ${ACTIVATE}`,
  },
  store_error: {
    title: 'De winkel meldt een fout',
    happened: 'Magento antwoordde met een interne fout. De oorzaak staat in het logboek.',
    next: `Vraag de beheerder van uw winkel in het logboek van Magento te kijken (var/log, var/report). ${OR_REAUTHORIZE}`,
  },
  permission_missing: {
    title: 'De integratie heeft geen rechten',
    happened: 'De winkel gaf ons een sleutel, maar die sleutel opent niets.',
    next: `Geef de integratie in Magento de rechten die ze nodig heeft (tabblad ‘API’) en klik op ${reauthorize}.`,
  },
  store_address_refused: {
    title: 'Dit winkeladres is niet bruikbaar',
    happened: 'Het adres van de winkel is niet openbaar, of de naam is onbekend.',
    next: BASE_URL,
  },
  store_unreachable: {
    title: 'De winkel is niet bereikbaar',
    happened: 'De verbinding met de winkel mislukte voordat er iets was gevraagd.',
    next: `Controleer of de Base URL van de winkel vanaf internet bereikbaar is en klik in Magento opnieuw op ${activate}.`,
  },
  store_timeout: {
    title: 'De winkel heeft niet geantwoord',
    happened: 'De winkel nam de vraag aan, maar gaf niet op tijd een volledig antwoord.',
    next: OR_REAUTHORIZE,
  },
  store_busy: {
    title: 'De winkel is overbelast of in onderhoud',
    happened: 'De winkel vroeg om later terug te komen.',
    next: `Wacht een paar minuten en klik in Magento opnieuw op ${activate}.`,
  },
  store_invalid_response: {
    title: 'Het antwoord van de winkel is onleesbaar',
    happened: 'Zo antwoordt Magento niet: een firewall, een onderhoudspagina of een doorverwijzing zit in de weg.',
    next: `Laat verzoeken aan oauth/ en rest/ onder de Base URL door en klik in Magento opnieuw op ${activate}.${perhaps}`,
  },
  request_ambiguous: {
    title: 'Dit verzoek kan niet worden ondertekend',
    happened: 'Niet elke Magento leest het adres hetzelfde, dus de handtekening zou niet te controleren zijn.',
    next: 'Stuur elke parameter één keer, met één naam en één waarde.',
  },
  consent_declined: {
    title: 'Niet gekoppeld',
    happened: 'U hebt nee gezegd. Er is niets gekoppeld.',
    next: `Sluit dit venster. Wilt u toch koppelen, klik dan in Magento op ${activate}.`,
  },
  consent_timed_out: {
    title: 'Niemand is akkoord gegaan',
    happened: 'De vraag of de winkel gekoppeld moet worden, is niet op tijd beantwoord.',
    next: ACTIVATE,
  },
  store_taken: {
    title: 'De winkel hoort bij een ander account',
    happened: 'Intussen is de winkel aan een ander account gekoppeld.',
    next: `Voeg in Magento een nieuwe integratie toe met de adressen hieronder, klik op ${activate} en bevestig de verplaatsing. Of vraag de support van het product de winkel te verplaatsen.`,
  },
  interrupted: {
    title: 'De koppeling is onderbroken',
    happened: 'Onze kant is midden in deze poging gestopt.',
    next: OR_REAUTHORIZE,
  },
  internal: {
    title: 'Er ging bij ons iets mis',
    happened: 'Een onvoorziene fout heeft deze poging beëindigd. De fout is vastgelegd.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
} as const satisfies RefusalTexts;
