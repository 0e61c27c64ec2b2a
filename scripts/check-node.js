/**
 * Guard: imported first by every script, it stops with two clear lines when Node is too old to run the project.
 *
 * Plain enough for any Node that knows modules, so that it can still speak.
 */
const neededMajor = 22
const neededMinor = 18

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
	console.error(
		`Club Manager needs Node ${neededMajor}.${neededMinor} or newer; this is Node ${process.versions.node}.`
	)
	console.error(
		'Run "npm ci" without --ignore-scripts or --omit=optional (it brings Node 24), then start through npm, for example "npm start".'
	)
	process.exit(1)
}
