/** Production: the relay with the environment only. This very process becomes the relay, so signals reach it at once. */
import './check-node.js'
import { confine } from './confine.js'
import { endWithParent } from './parent.js'

confine()
endWithParent()
await import('#relay/main.ts')
