import { auditMessages } from '@yike/shared/audit/messages'
import { domain, every, HOUR_MS, MINUTE_MS, whenDue } from '../domain'
import { BulkReadingModel, watchReading } from './bulk-reading'
import { useAuditSecrets } from './chain'
import { AuditEntryModel, AuditSegmentModel } from './model'
import { pruneSegments } from './retention'
import { auditRoutes } from './routes'
import { entriesToSeal, sealEntries, signAnew, signSegments } from './seal'
import { auditData } from './person-data'

/**
 * The log of who saw and did what. Entries are written before the answer that they are about leaves (`record`); a job
 * puts them into a chain of hashes (`seal`), which `verify` computes again.
 */
export const audit = domain({
  name: 'audit',
  floor: 'ground',
  models: [AuditEntryModel, AuditSegmentModel, BulkReadingModel],
  outboxes: [BulkReadingModel],
  messages: auditMessages,
  fixedAreas: [AuditEntryModel],
  permissions: ['audit.read', 'role.edit'],
  useSecrets: useAuditSecrets,
  personData: auditData,
  keepsPeople: [{ model: BulkReadingModel, why: 'Ids of staff who read far more than usual, and counts.' }],
  routes: () => [auditRoutes()],
  jobs: ({ config }) => [
    whenDue('audit chain', sealEntries, entriesToSeal),
    every(10 * MINUTE_MS, 'bulk reading', watchReading),
    every(HOUR_MS, 'audit segments', async (now) => {
      await signAnew()
      await signSegments(now)
      await pruneSegments(config.auditDays, now)
    }),
  ],
})
