/** What a report says of one recipient, and of the message that came back. */
export type ReportFields = {
	/** Fields of the recipient's group, each on its line. */
	recipient: string
	message?: string
	/** The third part: its type and header; `undefined` for none. */
	returned?: { type: string; header: string } | undefined
	/** Further header fields of the report itself. */
	header?: string
}

export const OUR_ID = '<2de5ifyrxbrcstpbdscg5qumem@club.test>'
const RETURNED = { type: 'message/rfc822', header: `From: club@club.test\nMessage-ID: ${OUR_ID}\nSubject: Assemblée` }

/** A report as mail servers write them (RFC 3464), lines ended by CRLF. */
export function deliveryReport({
	recipient,
	message = 'Reporting-MTA: dns; mx.example.org',
	...rest
}: ReportFields): string {
	const returned = 'returned' in rest ? rest.returned : RETURNED
	const parts = [
		'Content-Type: text/plain; charset=utf-8\n\nVotre message n’a pas pu être remis.\n',
		`Content-Type: message/delivery-status\n\n${message}\n\n${recipient}\n`,
		...(returned ? [`Content-Type: ${returned.type}\n\n${returned.header}\n\nBonjour\n`] : [])
	]
	const head = [
		'From: MAILER-DAEMON@mx.example.org',
		'To: retours@club.test',
		'Subject: Undelivered Mail Returned to Sender',
		...(rest.header === undefined ? [] : [rest.header]),
		'MIME-Version: 1.0',
		'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"'
	]
	const body = parts.map((part) => `--=_b\n${part}`).join('\n')
	return `${head.join('\n')}\n\n${body}\n--=_b--\n`.replaceAll('\n', '\r\n')
}

/** One that gives up on an address for good. */
export const unknownAddress = (returnedId = OUR_ID): string =>
	deliveryReport({
		recipient:
			'Final-Recipient: rfc822; jo@membres.test\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <jo@membres.test>: User unknown',
		returned: { type: 'message/rfc822', header: `Message-ID: ${returnedId}` }
	})
