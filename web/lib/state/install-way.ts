/** How the app gets onto this device: by a question of the browser, by hand, or not by this browser. */
export type InstallWay = 'prompt' | 'ios' | 'safari' | 'android' | 'chromium' | 'elsewhere'

/** The way by hand, told from the browser's name. An iPad says that it is a Mac, but no Mac has several touch points. */
export function installWay({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): InstallWay {
	if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios'
	if (/Android/.test(userAgent)) return 'android'
	if (/Chrome\//.test(userAgent)) return 'chromium'
	return /Macintosh.*Safari\//.test(userAgent) ? 'safari' : 'elsewhere'
}
