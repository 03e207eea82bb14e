import { useAuditSecrets } from '../../admin-api/src/audit/chain'
import { sealEntries, signSegments } from '../../admin-api/src/audit/seal'
import { connect } from '../../admin-api/src/database'

/** A process of its own that seals the audit log until it is killed: `node audit-sealer.ts ADDRESS DATABASE SECRET`. */
const [uri, database, secret] = process.argv.slice(2) as [string, string, string]
useAuditSecrets([secret])
await connect(uri, database)
for (;;) {
  await sealEntries()
  await signSegments(new Date())
}
