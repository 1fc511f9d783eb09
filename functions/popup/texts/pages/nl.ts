import { BUTTONS, MENUS } from '../buttons.ts';
import type { PageTexts } from '../text-shapes.ts';

const { activate, reauthorize } = BUTTONS.nl;
const menu = MENUS.nl;

export const nl = {
  language: 'Taal',
  store: 'Winkel',
  product: 'Product',
  account: 'Account',
  reference: 'Referentie: {reference}',

  sign_in_title: 'Uw winkel koppelen',
  sign_in_asks: `{product} vraagt toegang tot deze winkel, met de rechten die Magento toonde toen u op ${activate} klikte.`,
  sign_in_how:
    'Log in met het {product}-account waaraan de winkel wordt gekoppeld. Er wordt niets gekoppeld voordat u op de volgende pagina akkoord gaat.',
  sign_in_button: 'Inloggen bij {product}',
  open_for: 'Neem rustig de tijd: deze poging blijft nog {minutes, plural, one {# minuut} other {# minuten}} open.',

  connect_title: 'Uw winkel koppelen?',
  reconnect_title: 'Uw winkel opnieuw koppelen?',
  connect_button: 'Koppelen',
  reconnect_button: 'Opnieuw koppelen',
  not_now: 'Niet nu',
  not_you: 'Bent u dit niet? Gebruik een ander account',
  gets: `{product} krijgt de rechten die Magento toonde toen u op ${activate} klikte, en test ze één keer.`,
  can_end: 'U kunt de koppeling op elk moment in Magento beëindigen.',
  renews: 'Deze winkel is sinds {since, day} aan uw account gekoppeld. De sleutels worden door nieuwe vervangen.',
  move: 'De winkel naar mijn account verplaatsen.',
  return_to: 'Ga daarna terug naar {host}, waar het beheer van deze Magento staat.',

  working_title: 'Bezig met koppelen…',
  steps_done: '{done, plural, one {# van {all} stappen is klaar} other {# van {all} stappen zijn klaar}}',
  step_keys: 'Magento heeft zijn sleutels gestuurd',
  step_answered: 'De winkel heeft geantwoord',
  step_agreed: 'U bent akkoord gegaan',
  step_exchanged: 'De sleutels zijn uitgewisseld',
  step_tested: 'De koppeling is getest',
  step_connected: 'De winkel is gekoppeld',
  step_done: '(klaar)',
  goes_on: 'Deze pagina gaat vanzelf verder. Laat haar alstublieft open.',

  done_title: 'Gekoppeld',
  done: '{store} is gekoppeld aan {product}. Sluit dit venster.',
  done_stays: 'De weg terug naar Magento ontbrak of is niet van Magento. Daarom zijn we die niet gevolgd.',
  already_title: 'Al gekoppeld',
  already: '{store} is gekoppeld aan {product} en de koppeling werkt. Sluit dit venster.',
  already_anew: `Klik in Magento (${menu}) op ${reauthorize} om haar opnieuw te koppelen.`,

  choose_title: 'Welke winkel is van u?',
  choose:
    'Meerdere winkels hebben de sleutels van deze integratie naar {product} gestuurd. Kies de winkel waar u vandaan komt.',
  move_title: 'Uw winkel verplaatsen?',
  move_button: 'Verplaatsen',
  moves: 'Deze winkel is aan een ander account gekoppeld, dat de winkel dan kwijtraakt.',
  wait_answered: 'Wachten op antwoord van de winkel',
  wait_exchanged: 'Sleutels worden met de winkel uitgewisseld',
  wait_tested: 'De koppeling wordt getest',
  wait_connected: 'De winkel wordt gekoppeld',
  slow: 'De winkel doet er ongewoon lang over.',
  close: 'Dit venster sluiten',
  ended_title: 'Niet meer gekoppeld',
  ended: '{store} is losgekoppeld van {product}.',
  cut_off: `U hebt geweigerd. Magento heeft de oude toegang laten vallen toen op ${reauthorize} werd geklikt: de winkel blijft losgekoppeld tot dat is afgerond.`,
  cut_off_next: `Om de winkel weer te gebruiken, klikt u in Magento op ${reauthorize}, of op ${activate} als dat in de rij staat, en stemt u toe.`,
  stays_title: 'Er is niets veranderd',
  stays_yours: 'U hebt geweigerd. De winkel blijft zoals voorheen aan uw account gekoppeld.',
  stays: 'U hebt geweigerd. De winkel blijft zoals voorheen gekoppeld.',
  stays_next: `Sluit dit venster. Wilt u dat toch veranderen, klik dan in Magento op ${activate}, of op ${reauthorize} als dat in de rij staat.`,
  url_too_long: 'De Base URL van de winkel is langer dan 2048 tekens.',
  url_malformed: 'De Base URL van de winkel is geen geldig adres.',
  url_not_https: 'De Base URL van de winkel begint niet met https://.',
  url_not_public: 'De Base URL van de winkel is niet bereikbaar vanaf internet: de host is niet openbaar.',
  url_port_not_allowed: 'De Base URL van de winkel noemt een poort die hier niet is toegestaan.',
  url_names_user: 'De Base URL van de winkel bevat een gebruikersnaam of wachtwoord.',
  url_has_query: 'De Base URL van de winkel bevat een vraagteken met parameters.',
  url_has_fragment: 'De Base URL van de winkel bevat een # met een fragment.',

  what_next: 'Wat u nu kunt doen',
  sign_in_again: 'Opnieuw inloggen',
  back: 'Terug naar de vraag',
  support: 'Neem contact op met de support van {product}',
  callback_url: 'Callback URL van {product}:',
  identity_link_url: 'Identity link URL van {product}:',

  start_title: 'Magento-winkels koppelen',
  start: 'Hier draait Handfast. Het koppelt Magento-winkels aan wat hieronder staat.',
  start_how: `Voeg in Magento (${menu}) een integratie met deze twee adressen toe, vink de rechten aan, sla haar op en klik op ${activate}.`,
  callback_title: 'Dit adres klopt',
  callback:
    'Magento stuurt zijn bericht hierheen via POST. Voer het adres precies zo in; in een browser is hier niets te doen.',
} as const satisfies PageTexts;
