import type { PageTexts } from '../text-shapes.ts';

export const nl = {
  language: 'Taal',
  store: 'Winkel',
  product: 'Product',
  account: 'Account',
  reference: 'Referentie: {reference}',

  sign_in_title: 'Uw winkel koppelen',
  sign_in_asks:
    '{product} vraagt toegang tot deze winkel, met de rechten die Magento toonde toen u op ‘Activate’ klikte.',
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
  gets: '{product} krijgt de rechten die Magento toonde toen u op ‘Activate’ klikte, en test ze één keer.',
  can_end: 'U kunt de koppeling op elk moment in Magento beëindigen.',
  renews: 'Deze winkel is sinds {since, day} aan uw account gekoppeld. De sleutels worden door nieuwe vervangen.',
  move: 'Deze winkel is aan een ander account gekoppeld. Verplaats hem naar mijn account.',
  replace: 'Uw account is gekoppeld aan {address}. Vervang die koppeling.',
  return_to: 'Ga daarna terug naar {host}, waar het beheer van deze Magento staat.',

  working_title: 'Bezig met koppelen…',
  steps_done: '{done, plural, one {# van {all} stappen is klaar} other {# van {all} stappen zijn klaar}}',
  step_keys: 'Magento heeft zijn sleutels gestuurd',
  step_answered: 'De winkel heeft geantwoord',
  step_agreed: 'U bent akkoord gegaan',
  step_exchanged: 'De sleutels zijn uitgewisseld',
  step_tested: 'De koppeling is getest',
  step_connected: 'De winkel is gekoppeld',
  step_done: 'klaar',
  goes_on: 'Deze pagina gaat vanzelf verder. Laat haar alstublieft open.',

  done_title: 'Gekoppeld',
  done: '{store} is gekoppeld aan {product}. Sluit dit venster.',
  done_stays: 'De weg terug naar Magento ontbrak of is niet van Magento. Daarom zijn we die niet gevolgd.',
  already_title: 'Al gekoppeld',
  already: 'Deze integratie is al aan {product} gekoppeld. Sluit dit venster.',
  already_anew: 'Klik in Magento op ‘Reauthorize’ om haar opnieuw te koppelen (System > Extensions > Integrations).',

  what_next: 'Wat u nu kunt doen',
  sign_in_again: 'Opnieuw inloggen',
  back: 'Terug naar de vraag',
  support: 'Neem contact op met de support van {product}',
  callback_url: 'Callback URL van {product}:',
  identity_link_url: 'Identity link URL van {product}:',
} as const satisfies PageTexts;
