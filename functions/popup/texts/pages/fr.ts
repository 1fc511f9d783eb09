import type { PageTexts } from '../text-shapes.ts';

export const fr = {
  language: 'Langue',
  store: 'Boutique',
  product: 'Produit',
  account: 'Compte',
  reference: 'Référence : {reference}',

  sign_in_title: 'Connecter votre boutique',
  sign_in_asks:
    '{product} demande l’accès à cette boutique, avec les autorisations affichées par Magento quand vous avez cliqué sur « Activate ».',
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
  gets: '{product} reçoit les autorisations affichées par Magento quand vous avez cliqué sur « Activate », et les teste une fois.',
  can_end: 'Vous pouvez y mettre fin à tout moment dans Magento.',
  renews: 'Cette boutique est reliée à votre compte depuis le {since, day}. Ses clés sont remplacées par de nouvelles.',
  move: 'Cette boutique est reliée à un autre compte. La transférer vers le mien.',
  replace: 'Votre compte est relié à {address}. Remplacer cette connexion.',
  return_to: 'Ensuite, revenir à {host}, où se trouve l’administration de ce Magento.',

  working_title: 'Connexion en cours…',
  steps_done: '{done, plural, one {# étape sur {all} est terminée} other {# étapes sur {all} sont terminées}}',
  step_keys: 'Magento a envoyé ses clés',
  step_answered: 'La boutique a répondu',
  step_agreed: 'Vous avez donné votre accord',
  step_exchanged: 'Les clés sont échangées',
  step_tested: 'La connexion est testée',
  step_connected: 'La boutique est connectée',
  step_done: 'terminé',
  goes_on: 'Cette page avance d’elle-même. Veuillez la laisser ouverte.',

  done_title: 'Boutique connectée',
  done: '{store} est connectée à {product}. Fermez cette fenêtre.',
  done_stays:
    'L’adresse de retour vers Magento manquait ou n’est pas une adresse de Magento : nous ne l’avons pas suivie.',
  already_title: 'Déjà connectée',
  already: 'Cette intégration est déjà connectée à {product}. Fermez cette fenêtre.',
  already_anew: 'Pour la reconnecter, cliquez sur « Reauthorize » dans Magento (System > Extensions > Integrations).',

  what_next: 'Que faire maintenant',
  sign_in_again: 'S’identifier à nouveau',
  back: 'Revenir à la question',
  support: 'Contacter l’assistance de {product}',
  callback_url: 'Callback URL de {product} :',
  identity_link_url: 'Identity link URL de {product} :',
} as const satisfies PageTexts;
