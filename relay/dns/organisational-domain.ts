/**
 * Second levels under which names are handed out to the public, as the Public Suffix List (publicsuffix.org) has them:
 * those of France, its neighbours and the large English-speaking countries. Under one that is missing here, an
 * organisation is looked for one level too high, where it asks nothing.
 */
const PUBLIC_SECOND_LEVELS: Record<string, string> = {
	fr: 'asso com gouv nom prd tm avoues cci chambagri chirurgiens-dentistes experts-comptables geometre-expert huissier-justice medecin notaires pharmacien port veterinaire',
	be: 'ac',
	uk: 'ac co gov ltd me net nhs org plc police sch',
	es: 'com nom org gob edu',
	it: 'edu gov',
	pl: 'com net org edu gov info',
	pt: 'com org edu gov net',
	au: 'com net org edu gov asn id',
	nz: 'co net org ac govt school',
	br: 'com net org gov edu',
	jp: 'co or ne ac ad ed go gr lg',
	za: 'co net org ac gov web',
	re: 'asso com',
	nc: 'asso nom',
	pf: 'com asso org',
	mc: 'asso tm',
	tn: 'com org net gov',
	ma: 'ac co gov net org press',
	dz: 'com org net gov edu asso',
	sn: 'com org gouv edu',
	ci: 'asso co com ed edu go gouv int net or org'
}

/** The domain that somebody registered, below which all names are his (RFC 7489 §3.2). */
export function organisationalDomain(domain: string): string {
	const labels = domain.split('.')
	const [second = '', top = ''] = labels.slice(-2)
	const isPublic = (PUBLIC_SECOND_LEVELS[top] ?? '').split(' ').includes(second)
	return labels.slice(isPublic ? -3 : -2).join('.')
}
