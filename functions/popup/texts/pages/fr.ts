import { BUTTONS, MENUS } from '../buttons.ts';
import type { PageTexts } from '../text-shapes.ts';

const { activate, reauthorize } = BUTTONS.fr;
const menu = MENUS.fr;

export const fr = {
  language: 'Langue',
  store: 'Boutique',
  product: 'Produit',
  account: 'Compte',
  reference: 'Référence : {reference}',

  sign_in_title: 'Connecter votre boutique',
  sign_in_asks: `{product} demande l’accès à cette boutique, avec les autorisations affichées par Magento quand vous avez cliqué sur ${activate}.`,
  sign_in_how:
    'Identifiez-vous avec le compte {product} auquel la boutique doit être reliée. Rien n’est connecté avant votre accord à la page suivante.',
  sign_in_button: 'Se connecter à {product}',
  open_for:
    'Prenez votre temps : cette tentative reste ouverte encore {minutes, plural, one {# minute} other {# minutes}}.',

  connect_title: 'Connecter votre boutique ?',
  reconnect_title: 'Reconnecter votre boutique ?',
  connect_button: 'Connecter',
  reconnect_button: 'Reconnecter',
  not_now: 'Pas maintenant',
  not_you: 'Ce n’est pas vous ? Utiliser un autre compte',
  gets: `{product} reçoit les autorisations affichées par Magento quand vous avez cliqué sur ${activate}, et les teste une fois.`,
  can_end: 'Vous pouvez y mettre fin à tout moment dans Magento.',
  renews: 'Cette boutique est reliée à votre compte depuis le {since, day}. Ses clés sont remplacées par de nouvelles.',
  move: 'Transférer la boutique vers mon compte.',
  return_to: 'Ensuite, revenir à {host}, où se trouve l’administration de ce Magento.',

  asks: 'Questions de {product}',
  optional: '(facultatif)',
  choose_one: 'Choisir…',
  answers_wrong: 'Rien n’est encore connecté. Veuillez revoir les réponses signalées.',
  answer_missing: 'Une réponse est nécessaire ici.',
  answer_too_long: 'Veuillez utiliser au plus {most} caractères.',
  answer_not_a_number: 'Veuillez saisir un nombre, par exemple 12 ou 12.5.',
  answer_not_listed: 'Veuillez choisir dans la liste.',
  answer_mismatch: 'Ce n’est pas écrit sous la forme demandée.',

  working_title: 'Connexion en cours…',
  steps_done: '{done, plural, one {# étape sur {all} est terminée} other {# étapes sur {all} sont terminées}}',
  step_keys: 'Magento a envoyé ses clés',
  step_answered: 'La boutique a répondu',
  step_agreed: 'Vous avez donné votre accord',
  step_exchanged: 'Les clés sont échangées',
  step_tested: 'La connexion est testée',
  step_connected: 'La boutique est connectée',
  step_done: '(terminé)',
  goes_on: 'Cette page avance d’elle-même. Veuillez la laisser ouverte.',

  done_title: 'Boutique connectée',
  done: '{store} est connectée à {product}. Fermez cette fenêtre.',
  done_stays:
    'L’adresse de retour vers Magento manquait ou n’est pas une adresse de Magento : nous ne l’avons pas suivie.',
  already_title: 'Déjà connectée',
  already: '{store} est connectée à {product}, et la connexion fonctionne. Fermez cette fenêtre.',
  already_anew: `Pour la reconnecter, cliquez dans Magento (${menu}) sur ${reauthorize}.`,

  choose_title: 'Quelle est votre boutique ?',
  choose: 'Plusieurs boutiques ont envoyé les clés de cette intégration à {product}. Choisissez celle d’où vous venez.',
  move_title: 'Transférer votre boutique ?',
  move_button: 'Transférer',
  moves: 'Cette boutique est reliée à un autre compte, qui la perdra.',
  wait_answered: 'En attente de la réponse de la boutique',
  wait_exchanged: 'Échange des clés avec la boutique',
  wait_tested: 'Test de la connexion',
  wait_connected: 'Connexion de la boutique',
  slow: 'La boutique met plus de temps que d’habitude.',
  close: 'Fermer cette fenêtre',
  ended_title: 'N’est plus connectée',
  ended: '{store} a été déconnectée de {product}.',
  cut_off: `Vous avez refusé. Magento a retiré l’ancien accès au moment du clic sur ${reauthorize} : la boutique reste coupée tant que l’opération n’est pas terminée.`,
  cut_off_next: `Pour utiliser de nouveau la boutique, cliquez dans Magento sur ${reauthorize}, ou sur ${activate} si la ligne l’affiche, et donnez votre accord.`,
  stays_title: 'Rien n’a changé',
  stays_yours: 'Vous avez refusé. La boutique reste reliée à votre compte comme avant.',
  stays: 'Vous avez refusé. La boutique reste connectée comme avant.',
  stays_next: `Fermez cette fenêtre. Pour changer cela malgré tout, cliquez dans Magento sur ${activate}, ou sur ${reauthorize} si la ligne l’affiche.`,
  url_too_long: 'La Base URL de la boutique dépasse 2 048 caractères.',
  url_malformed: 'La Base URL de la boutique n’est pas une adresse valide.',
  url_not_https: 'La Base URL de la boutique ne commence pas par https://.',
  url_not_public: 'La Base URL de la boutique n’est pas accessible depuis Internet : son hôte n’est pas public.',
  url_port_not_allowed: 'La Base URL de la boutique indique un port qui n’est pas autorisé ici.',
  url_names_user: 'La Base URL de la boutique contient un nom d’utilisateur ou un mot de passe.',
  url_has_query: 'La Base URL de la boutique contient un point d’interrogation et des paramètres.',
  url_has_fragment: 'La Base URL de la boutique contient un # suivi d’un fragment.',

  what_next: 'Que faire maintenant',
  sign_in_again: 'S’identifier à nouveau',
  back: 'Revenir à la question',
  support: 'Contacter l’assistance de {product}',
  callback_url: 'Callback URL de {product} :',
  identity_link_url: 'Identity link URL de {product} :',

  start_title: 'Connecter des boutiques Magento',
  start: 'Handfast fonctionne ici. Il connecte des boutiques Magento à ce qui est indiqué ci-dessous.',
  start_how: `Dans Magento (${menu}), ajoutez une intégration avec ces deux adresses, cochez ses autorisations, enregistrez-la, puis cliquez sur ${activate}.`,
  callback_title: 'Cette adresse est la bonne',
  callback:
    'Magento envoie son message ici par POST. Saisissez cette adresse telle quelle ; il n’y a rien à faire dans un navigateur.',
} as const satisfies PageTexts;
