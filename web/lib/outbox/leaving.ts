import type { Closing, Mailing } from '#shared/mailing.ts'
import type { MailingOptions } from '#shared/mailing-options.ts'
import { escapeHtml } from '#shared/message/html.ts'
import { listFieldNames, parseTemplate } from '#shared/message/template.ts'
import type { SmtpSettings } from '#shared/smtp-settings.ts'
import type { RelayInfo } from '#shared/wire/relay-info.ts'
import { UNSUBSCRIBE_FIELD } from '#shared/wire/unsubscribe.ts'
import { m } from '#web/paraglide/messages.js'

type Leaving = Pick<Mailing, 'unsubscribe' | 'closing'>

/** What decides how the readers of a mailing can leave. */
type Source = {
	body: string
	settings: Pick<SmtpSettings, 'from' | 'replyTo'>
	options?: Pick<MailingOptions, 'purpose'> | undefined
}

/** Quiet, and readable without the style of what stands above it. */
const STYLE =
	'margin:24px 0 0;font:13px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;color:#666666'

/**
 * How the readers of a mailing can leave, and the paragraph that tells them so, unless the text has the link already:
 * nothing for a convocation, which nobody can leave.
 */
export function leavingOf({ body, settings, options }: Source, info: RelayInfo | undefined): Leaving {
	if (options?.purpose !== 'newsletter') return {}
	const oneClick = offersLink(options, info)
	const unsubscribe = {
		purpose: options.purpose,
		mailto: settings.replyTo || settings.from,
		...(oneClick && { oneClick })
	}
	return usesLink(body) ? { unsubscribe } : { unsubscribe, closing: oneClick ? linkClosing() : replyClosing() }
}

/** Whether each message has a link of its own to leave by, see `UNSUBSCRIBE_FIELD`. */
export const offersLink = (
	options: Pick<MailingOptions, 'purpose'> | undefined,
	info: RelayInfo | undefined
): boolean => options?.purpose === 'newsletter' && info?.unsubscribe?.oneClick === true

/** The text and the HTML as they go out: what was written, and what stands beneath it. */
export function withClosing<Written extends { text: string; html?: string }>(
	written: Written,
	closing: Closing | undefined
): Written {
	if (!closing) return written
	const { text, html } = written
	return {
		...written,
		text: `${text.trimEnd()}\n\n${closing.text}\n`,
		...(html !== undefined && { html: beneath(html, closing.html) })
	}
}

/** Whether a text has the link by which its reader leaves. */
export const usesLink = (text: string): boolean => listFieldNames(parseTemplate(text)).includes(UNSUBSCRIBE_FIELD)

function linkClosing(): Closing {
	const link = `{{${UNSUBSCRIBE_FIELD}}}`
	const anchor = `<a href="${link}" style="color:#666666">${escapeHtml(m.leaving_link())}</a>`
	return {
		text: `${m.leaving_question()} ${m.leaving_link_text({ link })}`,
		html: paragraph(`${escapeHtml(m.leaving_question())} ${anchor}`)
	}
}

function replyClosing(): Closing {
	const text = `${m.leaving_question()} ${m.leaving_reply()}`
	return { text, html: paragraph(escapeHtml(text)) }
}

const paragraph = (html: string) => `<p style="${STYLE}">${html}</p>\n`

/** Inside the body, where there is one. */
function beneath(html: string, closing: string): string {
	const end = html.lastIndexOf('</body>')
	return end === -1 ? html + closing : html.slice(0, end) + closing + html.slice(end)
}
