import { formatCsv } from '#shared/csv.ts'
import type { LogRetention } from '#shared/log-retention.ts'
import { layPersonFile, type FileContent } from '#shared/print/person-file.ts'
import type { RetentionRules } from '#shared/retention-rules.ts'
import { readDataUses, type DataUses } from '#web/db/data-uses.ts'
import { dayHere } from '#web/db/day-here.ts'
import { readLogRetention } from '#web/db/mailing-retention.ts'
import { readRetentionRules } from '#web/db/privacy-review.ts'
import { formatMoment } from '#web/mailing/moments.ts'
import { m } from '#web/paraglide/messages.js'
import { pageOf } from '#web/print/print-words.ts'
import { clubLook } from '#web/state/club-look.svelte.ts'
import { saveFile } from '#web/ui/save-file.ts'
import { yearsWord } from './years-word.ts'

/** What is done with people's data for one end, as a register says it. */
export type Processing = {
	title: string
	purpose: string
	/** What allows it. */
	basis: string
	people: string
	data: string
	recipients: string
	duration: string
}

/** For how long what is kept. */
type Durations = { rules: RetentionRules; log: LogRetention }

/** The register of processing (art. 30 RGPD), of what the club really uses: what nobody filled in is not in it. */
export function listProcessings(uses: DataUses, durations: Durations): Processing[] {
	return [
		membersProcessing(uses, durations),
		...(uses.payments || uses.memberships ? [moneyProcessing()] : []),
		...(uses.mailings || uses.hosts.length > 0 ? [mailProcessing(uses, durations)] : []),
		...(uses.image || uses.fields.has('photoId') ? [imageProcessing(uses, durations)] : []),
		...(uses.guardians ? [guardianProcessing(durations)] : []),
		...(uses.fields.has('sportPaper') ? [sportProcessing(durations)] : []),
		...(uses.terms ? [officeProcessing(durations)] : [])
	]
}

const listOf = (words: readonly (string | false)[]): string => words.filter((word) => word !== false).join(', ')

const afterEnd = ({ rules }: Durations): string =>
	rules.gone === 0 ? m.register_until_review() : m.register_after_end({ years: yearsWord(rules.gone) })

const membersProcessing = ({ fields, custom, households, guardians }: DataUses, durations: Durations): Processing => ({
	title: m.register_members(),
	purpose: m.register_members_purpose(),
	basis: m.register_basis_contract(),
	people: listOf([m.register_people_members(), guardians && m.register_people_guardians()]),
	data: listOf([
		m.register_data_names(),
		fields.has('birthDate') && m.register_data_birth(),
		fields.has('address') && m.register_data_address(),
		fields.has('email') && m.register_data_email(),
		fields.has('phone') && m.register_data_phone(),
		fields.has('licenceNumber') && m.register_data_licence(),
		households && m.register_data_household(),
		fields.has('notes') && m.register_data_notes(),
		...custom
	]),
	recipients: m.register_recipients_board(),
	duration: afterEnd(durations)
})

const moneyProcessing = (): Processing => ({
	title: m.register_money(),
	purpose: m.register_money_purpose(),
	basis: m.register_basis_law(),
	people: m.register_people_payers(),
	data: m.register_data_money(),
	recipients: m.register_recipients_treasurer(),
	duration: m.register_duration_money()
})

const LOG_WORDS: Record<LogRetention, () => string> = {
	always: m.register_until_review,
	'three-years': m.retention_three_years,
	'one-year': m.retention_one_year,
	'six-months': m.retention_six_months
}

const mailProcessing = ({ hosts, newsletters }: DataUses, { log }: Durations): Processing => ({
	title: m.register_mail(),
	purpose: m.register_mail_purpose(),
	basis: newsletters ? m.register_basis_mail_news() : m.register_basis_mail(),
	people: m.register_people_members(),
	data: m.register_data_mail(),
	recipients:
		hosts.length === 0 ? m.register_recipients_board() : m.register_recipients_mail({ hosts: hosts.join(', ') }),
	duration: m.register_duration_mail({ time: LOG_WORDS[log]() })
})

const imageProcessing = ({ fields }: DataUses, durations: Durations): Processing => ({
	title: m.register_image(),
	purpose: m.register_image_purpose(),
	basis: m.register_basis_image(),
	people: m.register_people_members(),
	data: listOf([fields.has('photoId') && m.register_data_photo(), m.register_data_answers()]),
	recipients: m.register_recipients_image(),
	duration: m.register_duration_image({ time: afterEnd(durations) })
})

const guardianProcessing = (durations: Durations): Processing => ({
	title: m.register_guardians(),
	purpose: m.register_guardians_purpose(),
	basis: m.register_basis_contract(),
	people: m.register_people_guardians(),
	data: m.register_data_guardians(),
	recipients: m.register_recipients_board(),
	duration: afterEnd(durations)
})

const sportProcessing = ({ rules }: Durations): Processing => ({
	title: m.register_sport(),
	purpose: m.register_sport_purpose(),
	basis: m.register_basis_sport(),
	people: m.register_people_members(),
	data: m.register_data_sport(),
	recipients: m.register_recipients_board(),
	duration: rules.papers === 0 ? m.register_until_review() : m.register_after_paper({ years: yearsWord(rules.papers) })
})

const officeProcessing = (durations: Durations): Processing => ({
	title: m.register_office(),
	purpose: m.register_office_purpose(),
	basis: m.register_basis_contract(),
	people: m.register_people_officers(),
	data: m.register_data_office(),
	recipients: m.register_recipients_office(),
	duration: afterEnd(durations)
})

const FACTS = (): [keyof Processing, string][] => [
	['purpose', m.register_purpose()],
	['basis', m.register_basis()],
	['people', m.register_people()],
	['data', m.register_data()],
	['recipients', m.register_recipients()],
	['duration', m.register_duration()]
]

/** The register as a file for a spreadsheet: a line for each end. */
export const registerCsv = (processings: readonly Processing[]): string =>
	formatCsv([
		[m.register_processing(), ...FACTS().map(([, term]) => term), m.register_security()],
		...processings.map((one) => [one.title, ...FACTS().map(([part]) => one[part]), m.register_security_text()])
	])

/** The register as pages: who answers for it, then each end. */
export const registerContent = (processings: readonly Processing[]): FileContent => ({
	sender: clubLook.current.name,
	title: m.register_title(),
	note: m.register_note({ moment: formatMoment(Date.now()) }),
	sections: [
		{
			title: m.register_controller(),
			groups: [
				[
					[m.register_controller_name(), clubLook.current.name || m.register_to_fill()],
					[m.register_controller_address(), m.register_to_fill()],
					[m.register_controller_person(), m.register_to_fill()],
					[m.register_security(), m.register_security_text()],
					[m.register_transfers(), m.register_transfers_text()]
				]
			]
		},
		...processings.map((one) => ({
			title: one.title,
			groups: [FACTS().map(([part, term]) => [term, one[part]] as const)]
		}))
	],
	pageOf
})

/** Gives the person the register; resolves to the file's name. */
export async function saveRegister(format: 'pdf' | 'csv'): Promise<string> {
	const durations = { rules: await readRetentionRules(), log: await readLogRetention() }
	const processings = listProcessings(await readDataUses(), durations)
	const name = `${m.register_file()}-${dayHere()}.${format}`
	if (format === 'csv') saveFile(name, registerCsv(processings), 'text/csv;charset=utf-8')
	else {
		const { inksOf, openPress, PLAIN_INK } = await import('#web/print/press.ts')
		const press = await openPress()
		const pages = layPersonFile(registerContent(processings), press.measure)
		const inks = inksOf(clubLook.current.colour || PLAIN_INK)
		saveFile(name, press.print(pages, { title: m.register_title(), inks }), 'application/pdf')
	}
	return name
}
