import { BUTTONS, MENUS } from '../buttons.ts';
import type { RefusalTexts } from '../text-shapes.ts';

const { activate, reauthorize, perhaps } = BUTTONS.fr;
const menu = MENUS.fr;
const ACTIVATE = `Fermez cette fenêtre et, dans Magento (${menu}), cliquez sur ${activate}.`;
const REAUTHORIZE = `Fermez cette fenêtre et, dans Magento (${menu}), cliquez sur ${reauthorize}.`;
const OR_REAUTHORIZE = `${ACTIVATE}${perhaps}`;
const TELL_VENDOR = 'Si cela se reproduit, prévenez l’assistance du produit que vous connectez.';
const BASE_URL = `Définissez dans Magento une adresse https publique comme Base URL (Stores > Configuration > General > Web), puis cliquez à nouveau sur ${activate}.`;
const AS_MAGENTO = 'Envoyez chaque champ une seule fois, comme le fait Magento quand une intégration est activée.';

export const fr = {
  product_unknown: {
    title: 'Ce produit n’existe pas ici',
    happened: 'L’adresse désigne un produit qui n’est pas proposé ici.',
    next: 'Vérifiez la « Callback URL » et l’« Identity link URL » de l’intégration dans Magento.',
  },
  field_missing: {
    title: 'Il manque un champ',
    happened: 'Un champ nécessaire n’a pas été envoyé.',
    next: AS_MAGENTO,
  },
  field_repeated: {
    title: 'Un champ a été envoyé deux fois',
    happened: 'Un champ qui ne doit figurer qu’une fois a été envoyé plusieurs fois.',
    next: AS_MAGENTO,
  },
  field_malformed: {
    title: 'Un champ est mal formé',
    happened: 'Un champ n’a pas la forme que lui donne Magento.',
    next: 'Envoyez le champ exactement comme Magento : clés, secrets et verifiers comptent 32 caractères parmi a-z et 0-9.',
  },
  body_too_large: {
    title: 'Le message est trop volumineux',
    happened: 'Le message envoyé dépasse ce que contient une activation.',
    next: 'Envoyez 8 Ko au maximum.',
  },
  media_type_unsupported: {
    title: 'Ce n’est pas un formulaire',
    happened: 'Le contenu du message n’est pas un formulaire.',
    next: 'Envoyez le contenu au format application/x-www-form-urlencoded.',
  },
  store_url_refused: {
    title: 'Cette adresse de boutique est inutilisable',
    happened: 'La Base URL de la boutique ne peut pas être appelée depuis Internet.',
    next: BASE_URL,
  },
  opened_by_hand: {
    title: 'Ouvrez cette page depuis Magento',
    happened: 'Cette page termine une activation qui commence dans Magento ; elle a été ouverte sans activation.',
    next: `Dans Magento, ouvrez ${menu} et cliquez sur ${activate} en face de l’intégration.`,
  },
  activation_unknown: {
    title: 'Magento ne nous a pas joints',
    happened:
      'Le message de votre boutique contenant les clés de cette intégration n’est pas arrivé. Magento l’envoie à la « Callback URL » de l’intégration et attend la réponse pendant cinq secondes.',
    next: `Vérifiez dans Magento que la « Callback URL » est correcte et que votre serveur peut la joindre. Fermez ensuite cette fenêtre et cliquez à nouveau sur ${activate}.`,
  },
  activation_expired: {
    title: 'Cette tentative est trop ancienne',
    happened: 'Une tentative de connexion peut être terminée pendant deux heures ; celle-ci a commencé avant.',
    next: ACTIVATE,
  },
  activation_superseded: {
    title: 'Une tentative plus récente a pris le relais',
    happened:
      'L’intégration a été activée de nouveau dans Magento ; cette fenêtre appartient à la tentative précédente.',
    next: 'Fermez cette fenêtre et continuez dans la plus récente.',
  },
  session_missing: {
    title: 'Cette fenêtre a perdu le fil',
    happened: 'Le navigateur n’a pas envoyé le cookie avec lequel cette tentative a commencé.',
    next: `Autorisez les cookies pour ce site. ${ACTIVATE}`,
  },
  form_not_ours: {
    title: 'Ce formulaire n’a pas été accepté',
    happened: 'Le formulaire ne venait pas de la page que nous avons affichée dans ce navigateur.',
    next: ACTIVATE,
  },
  return_not_confirmed: {
    title: 'Confirmez où aller ensuite',
    happened: 'L’administration de Magento se trouve sur un autre hôte que la boutique, et cela n’a pas été confirmé.',
    next: 'Revenez en arrière et cochez la case qui indique cet hôte.',
  },
  move_not_confirmed: {
    title: 'Confirmez le changement',
    happened: 'La boutique est déjà connectée, et le remplacement de cette connexion n’a pas été confirmé.',
    next: 'Revenez en arrière et cochez la case correspondante.',
  },
  signin_refused: {
    title: 'Vous n’avez pas été identifié',
    happened: 'L’identification a été annulée ou refusée.',
    next: 'Essayez de vous identifier à nouveau.',
  },
  signin_unavailable: {
    title: 'L’identification ne fonctionne pas pour le moment',
    happened: 'Le service d’identification n’a pas répondu comme il le devrait.',
    next: `Réessayez dans une minute. ${TELL_VENDOR}`,
  },
  account_unclear: {
    title: 'Votre identification n’indique aucun compte',
    happened: 'Le service d’identification n’a pas indiqué à quel compte vous appartenez.',
    next: 'Demandez à l’assistance du produit que vous connectez d’associer un compte à votre utilisateur.',
  },
  email_unverified: {
    title: 'Votre adresse e-mail n’est pas vérifiée',
    happened:
      'Le service d’identification indique une adresse e-mail qu’il n’a pas vérifiée : elle ne peut donc désigner aucun compte.',
    next: 'Vérifiez votre adresse e-mail là où vous vous identifiez, puis identifiez-vous à nouveau.',
  },
  signin_elsewhere: {
    title: 'Continuez là où vous avez commencé',
    happened: 'L’identification a commencé dans un autre navigateur ou une autre fenêtre, et a abouti dans celle-ci.',
    next: 'Fermez cette fenêtre et continuez dans celle que Magento a ouverte.',
  },
  opened_in_two_browsers: {
    title: 'Cette tentative a été ouverte deux fois',
    happened:
      'Deux navigateurs ont pris part à cette tentative avant que la boutique soit connectée. Par sécurité, elle a été arrêtée pour les deux.',
    next: `Fermez toutes ses fenêtres, cliquez à nouveau sur ${activate} dans Magento et n’utilisez qu’un navigateur. Si l’autre navigateur n’était pas le vôtre, ajoutez dans Magento une nouvelle intégration avec les adresses ci-dessous : personne d’autre n’en connaît la clé.`,
  },
  integration_taken: {
    title: 'Cette intégration appartient à un autre compte',
    happened: 'L’intégration a déjà été connectée à un autre compte. Seul ce compte peut la renouveler.',
    next: `Identifiez-vous avec ce compte ; ou ajoutez dans Magento une nouvelle intégration avec les adresses ci-dessous et cliquez sur ${activate} ; ou demandez à l’assistance du produit de transférer la boutique. Une intégration apportée par un module peut rester telle quelle.`,
  },
  account_full: {
    title: 'Votre compte a atteint son nombre de boutiques',
    happened: 'Le compte est connecté à autant de boutiques que le produit le permet.',
    next: `Déconnectez une boutique dont vous n’avez plus besoin, ou adressez-vous à l’assistance du produit, puis cliquez sur ${reauthorize} dans Magento.`,
  },
  consent_outdated: {
    title: 'Quelque chose a changé depuis votre accord',
    happened: 'La boutique a une autre connexion que celle qui vous a été montrée.',
    next: REAUTHORIZE,
  },
  consumer_key_expired: {
    title: 'Magento a attendu trop longtemps',
    happened: `Magento accepte la première étape pendant cinq minutes après le clic sur ${activate} ; elles sont passées.`,
    next: ACTIVATE,
  },
  request_token_lost: {
    title: 'Magento ne répond qu’une fois',
    happened:
      'La boutique a déjà répondu à cette tentative, mais sa réponse ne nous est pas parvenue. On ne peut pas la lui redemander.',
    next: `Si la ligne affiche ${reauthorize}, cliquez dessus. Sinon, ajoutez dans Magento une nouvelle intégration avec les adresses ci-dessous et cliquez sur ${activate} dans sa ligne. Supprimez l’ancienne ; si un module l’a apportée, elle peut rester telle quelle.`,
  },
  access_token_lost: {
    title: 'Magento ne répond qu’une fois',
    happened: 'La boutique a délivré sa clé, mais celle-ci ne nous est pas parvenue. On ne peut pas la redemander.',
    next: REAUTHORIZE,
  },
  token_rejected: {
    title: 'La boutique ne connaît plus cette tentative',
    happened: 'Le jeton de cette tentative a été supprimé dans Magento, ou déjà utilisé.',
    next: OR_REAUTHORIZE,
  },
  consumer_unknown: {
    title: 'La boutique ne connaît pas cette intégration',
    happened: 'L’intégration a été supprimée dans Magento, ou la boutique a restauré une sauvegarde.',
    next: `Ajoutez de nouveau l’intégration dans Magento, puis cliquez sur ${activate}.`,
  },
  signature_rejected: {
    title: 'La boutique a refusé notre signature',
    happened:
      'Magento n’a pas pu vérifier la requête. La cause est souvent un proxy placé devant la boutique, qui réécrit les adresses, ou un serveur web qui transmet l’en-tête « Host » sans le port.',
    next: `Vérifiez que la Base URL dans Magento est l’adresse où la boutique est joignable et que Magento reçoit l’en-tête « Host » inchangé (nginx : $http_host au lieu de $host). Cliquez ensuite à nouveau sur ${activate}. ${TELL_VENDOR}`,
  },
  token_refused: {
    title: 'La boutique a refusé la connexion',
    happened: 'Magento a répondu à l’échange des clés par un refus.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
  timestamp_rejected: {
    title: 'L’horloge du serveur de la boutique semble fausse',
    happened:
      'Magento compare l’heure de chaque requête à sa propre horloge et la note. Il n’a pas accepté l’heure de la nôtre : son horloge retarde, ou sa base de données n’a rien pu enregistrer.',
    next: `Demandez à votre hébergeur de régler l’horloge du serveur (NTP). ${OR_REAUTHORIZE}`,
  },
  authorization_header_missing: {
    title: 'Un en-tête est supprimé avant d’arriver à la boutique',
    happened:
      'Selon Magento, la requête est arrivée sans clés. Un serveur web, un proxy ou un pare-feu devant la boutique supprime l’en-tête Authorization.',
    next: `Demandez à votre hébergeur de transmettre l’en-tête Authorization à Magento. ${OR_REAUTHORIZE}`,
  },
  certificate_invalid: {
    title: 'Le certificat de la boutique n’est pas valide',
    happened:
      'La boutique a été jointe, mais son certificat TLS a expiré, est auto-signé, porte un autre nom ou arrive sans ses certificats intermédiaires.',
    next: `Demandez à votre hébergeur d’installer un certificat valide avec sa chaîne complète. ${ACTIVATE}`,
  },
  tls_failed: {
    title: 'Pas de connexion sécurisée à la boutique',
    happened:
      'La boutique a été jointe, mais elle ne propose aucune version de TLS à partir de la 1.2, ou pas de TLS du tout à cette adresse.',
    next: `Demandez à votre hébergeur d’activer TLS 1.2 ou 1.3. ${ACTIVATE}`,
  },
  store_error: {
    title: 'La boutique signale une erreur',
    happened: 'Magento a répondu par une erreur interne. La cause se trouve dans son journal.',
    next: `Demandez à la personne qui gère votre boutique de consulter le journal de Magento (var/log, var/report). ${OR_REAUTHORIZE}`,
  },
  permission_missing: {
    title: 'L’intégration n’a aucune autorisation',
    happened: 'La boutique nous a donné une clé, mais cette clé n’ouvre rien.',
    next: `Dans Magento, donnez à l’intégration les autorisations nécessaires (onglet « API »), puis cliquez sur ${reauthorize}.`,
  },
  store_address_refused: {
    title: 'Cette adresse de boutique est inutilisable',
    happened: 'L’adresse de la boutique n’est pas publique, ou son nom est inconnu.',
    next: BASE_URL,
  },
  store_unreachable: {
    title: 'La boutique est injoignable',
    happened: 'La connexion à la boutique a échoué avant toute demande.',
    next: `Vérifiez que la Base URL de la boutique est joignable depuis Internet, puis cliquez à nouveau sur ${activate} dans Magento.`,
  },
  store_timeout: {
    title: 'La boutique n’a pas répondu',
    happened: 'La boutique a reçu la demande et n’a pas donné de réponse complète à temps.',
    next: OR_REAUTHORIZE,
  },
  store_busy: {
    title: 'La boutique est surchargée ou en maintenance',
    happened: 'La boutique a demandé de revenir plus tard.',
    next: `Attendez quelques minutes, puis cliquez à nouveau sur ${activate} dans Magento.`,
  },
  store_invalid_response: {
    title: 'La réponse de la boutique est illisible',
    happened: 'Magento ne répond pas ainsi : un pare-feu, une page de maintenance ou une redirection fait obstacle.',
    next: `Laissez passer les requêtes vers oauth/ et rest/ sous la Base URL, puis cliquez à nouveau sur ${activate} dans Magento.${perhaps}`,
  },
  request_ambiguous: {
    title: 'Cette requête ne peut pas être signée',
    happened: 'Tous les Magento ne liraient pas l’adresse de la même façon ; sa signature serait invérifiable.',
    next: 'Envoyez chaque paramètre une seule fois, avec un nom et une valeur.',
  },
  consent_declined: {
    title: 'Boutique non connectée',
    happened: 'Vous avez refusé. Rien n’a été connecté.',
    next: `Fermez cette fenêtre. Pour connecter la boutique malgré tout, cliquez sur ${activate} dans Magento.`,
  },
  consent_timed_out: {
    title: 'Personne n’a donné son accord',
    happened: 'La question de connecter ou non la boutique est restée sans réponse trop longtemps.',
    next: ACTIVATE,
  },
  store_taken: {
    title: 'La boutique appartient à un autre compte',
    happened: 'Entre-temps, la boutique a été reliée à un autre compte.',
    next: `Ajoutez dans Magento une nouvelle intégration avec les adresses ci-dessous, cliquez sur ${activate} et confirmez le transfert ; ou demandez à l’assistance du produit de transférer la boutique.`,
  },
  interrupted: {
    title: 'La connexion a été interrompue',
    happened: 'Notre service s’est arrêté au milieu de cette tentative.',
    next: OR_REAUTHORIZE,
  },
  internal: {
    title: 'Une erreur s’est produite de notre côté',
    happened: 'Une erreur imprévue a mis fin à cette tentative. Elle a été enregistrée.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
} as const satisfies RefusalTexts;
