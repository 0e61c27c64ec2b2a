import { GUARDIAN_PLACES, type GuardianPlace } from '#shared/guardian.ts'
import { foldText } from '#shared/search.ts'
import type { ColumnTarget } from './field.ts'
import { guardianTarget, type GuardianText } from './guardian-target.ts'

/**
 * What headings mean, in French and in English, those of the old program among them: the first that fits counts, so
 * the narrow ones come first. Read against a folded heading whose words are parted by single spaces.
 */
const MEANINGS: readonly (readonly [target: ColumnTarget, pattern: RegExp])[] = [
	...GUARDIAN_PLACES.flatMap(guardianMeanings),
	['skip', /\b(mere|pere|parents?|tuteur|responsable|conjoint|urgence|mother|father|guardian|emergency|spouse)\b/],
	['licenceNumber', /^(n |no |num |numero )?(de |d )?licences?( (n|no|num|numero))?$|^licen[cs]e (number|no)$/],
	['memberNumber', /^(n|no|num|numero)( d| de)? ?(adherente?|membre)s?$|^(member|membership) (number|no|id)$/],
	['skip', /\b(questionnaire|etat de la piece)\b/],
	['sportPaperOn', /\b(date|day)\b.*\b(certificat|attestation|piece|paper)\b|\b(certificat|attestation)\b.*\bdate\b/],
	['sportSeason', /\b(saison|season)\b.*\b(certificat|attestation|piece|paper)\b/],
	[
		'sportPaper',
		/\bcertificat\b|\battestation( de| medicale| sur)? (sante|l honneur)\b|^attestation ou\b|\bqs sport\b/
	],
	['sportPaper', /^(medical )?certificate\b|\bdeclaration or certificate\b/],
	['skip', /^(id|no?|num|numero|n° ?|civilite|titre|sexe|genre|title|gender|sex|nationalite|fax)$/],
	['skip', /^(nom de naissance|nom de jeune fille|maiden name|birth name|lieu de naissance|ville de naissance)/],
	['skip', /(naissance.*\b(lieu|ville|pays|cp)|\b(lieu|ville|pays|commune|cp|departement)\b.*naissance|birth ?place)/],
	['skip', /\b(rgpd|gdpr|data|image|photos?|lettres?|news)\b.*\b(origine|source)$/],
	['dataConsentUntil', /\b(rgpd|gdpr)\b.*\b(jusqu|expir\w*|until|fin)\b/],
	['imageRightUntil', /\b(image|photos?)\b.*\b(jusqu|expir\w*|until|fin)\b/],
	['newsletterUntil', /\b(lettres?|news|newsletters?)\b.*\b(jusqu|expir\w*|until|fin)\b/],
	['newsletterOn', /\b(lettres? d information|newsletters?)\b.*\b(date|le|on|day)\b/],
	['newsletter', /^(abonnement |inscription )?(a la |aux )?(lettres? d information|newsletters?|infolettres?)$/],
	['imageSite', /^(droit a l )?(images?|photos?|pictures)( sur| on)?( le| the)? (sites?( web| internet)?|website)$/],
	['imageSocial', /^(droit a l )?(images?|photos?|pictures)( sur| on)?( les)? (reseaux( sociaux)?|social media)$/],
	['imagePress', /^(droit a l )?(images?|photos?|pictures)( dans| in)?( la| the)? (presse|press)$/],
	['imageDisplay', /^(droit a l )?(images?|photos?|pictures)\b.*\b(affich\w*|trombinoscope|walls)\b/],
	['dataConsentOn', /(\b(date|jour|le|on|day)\b.*(rgpd|gdpr|consent)|(rgpd|gdpr|consent).*\b(date|le|on|day)\b)/],
	['imageRightOn', /(\b(date|jour|le|on|day)\b.*\b(image|photos?)\b|\b(image|photos?)\b.*\b(date|le|on|day)\b)/],
	['dataConsent', /\b(rgpd|gdpr|consentement|consent)\b/],
	['imageRight', /\b(droits?|rights?|autorisations?|authorisation|permission)\b.*\b(images?|photos?)\b/],
	['imageRight', /\b(image|photo) (rights?|consent)\b/],
	['birthDate', /\b(naissances?|ddn|dob|nee?s? le|birth ?date|birth|birthday|anniversaire)\b/],
	['email', /\b(e ?mails?|mails?|mel|courriels?|adresse electronique|messagerie)\b/],
	['phone', /^(n )?(de )?(tel|telephones?|portables?|mobiles?|gsm|phones?|cell|cellphone)\b/],
	['phone', /\b(tel|telephone|portable|mobile|phone)\b/],
	['postalCode', /\b(code ?postal|cp|postal ?code|post ?code|zip|zip ?code)\b/],
	['mjcClub', /^(club|mjc|club mjc|mjc club|club mjc principal|club principal|nom du club|club name)$/],
	['mjcClub', /^club mjc\b/],
	['city', /^(ville|commune|localite|city|town|municipality)\b/],
	['address', /\b(adresses?|address|rue|voie|street|complement d adresse)\b/],
	['fullName', /\b(nom|nom de famille)\b.*\bprenoms?\b|\bprenoms?\b.*\bnom\b|\bnom complet\b|\bfull ?name\b/],
	['fullName', /\blast name\b.*\bfirst name\b|\bfirst name\b.*\blast name\b|\bdisplay name\b/],
	['fullName', /^(adherents?|adherentes?|membres?|members?|name|personne|participants?|licencies?)$/],
	['firstName', /\b(prenoms?|first ?names?|given ?names?|forename)\b/],
	['lastName', /^(noms?|nom de famille|nom d usage|nom usuel|nom patronymique)$/],
	['lastName', /^nom (de l |du |de la )?(adherente?|membre|licenciee?)$/],
	['lastName', /\b(last ?names?|sur ?names?|family ?names?)\b/],
	['notes', /^(notes?|remarques?|commentaires?|observations?|comments?|remarks?)\b/]
]

/** As our own files and our form call what is known of a guardian; of whom it is must be said. */
function guardianMeanings(place: GuardianPlace): (readonly [target: ColumnTarget, pattern: RegExp])[] {
	const who = `(responsable|responsable legal|tuteur|parent|guardian) ${place}`
	const about = (text: GuardianText, words: string) =>
		[guardianTarget(place, text), new RegExp(`^${who} (${words})$|^(${words}) (of |du |de )?${who}( .*)?$`)] as const
	return [
		[guardianTarget(place, 'name'), new RegExp(`^${who}$`)],
		about('name', 'nom|nom et prenom|nom prenom|name'),
		about('relation', 'lien|lien de parente|relation|relationship'),
		about('email', 'e ?mail|mail|mel|courriel'),
		about('phone', 'tel|telephone|portable|mobile|phone')
	]
}

/** A heading as headings are compared: folded, its words parted by single spaces. */
export function foldHeading(heading: string): string {
	return foldText(heading)
		.replace(/[()]|(?<=\b\p{L})\./gu, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
}

/** Where a column with this heading goes, `undefined` when the heading says nothing that is known. */
export function readHeading(heading: string): ColumnTarget | undefined {
	const folded = foldHeading(heading)
	return folded === '' ? undefined : MEANINGS.find(([, pattern]) => pattern.test(folded))?.[0]
}
