import type { BookingPart } from '@yike/shared/booking/kinds'
import type { FirstStepCode } from '@yike/shared/office/first-steps'
import type { MessageDeclarations } from '@yike/shared/messages/declaration'
import type { Permission } from '@yike/shared/people/permissions'
import type { Feature } from '@yike/shared/territory/features'
import type { KindHooks } from './booking/kind-hooks'
import type { AnyModel } from './any-model'
import type { CountFirstStep, CountOpen } from './counters'
import type { Config } from './config'
import type { GeoReportResource } from './http/geo-report'
import type { Routes } from './http/handle'
import type { HearWechat } from './http/wechat-push'
import type { Due, Job } from './jobs'
import type { Reportable } from './moderation/reportable'
import type { OpenWork } from './open-work'
import type { MergeGuard, PersonRecords } from './people/person-records'
import type { KeptRecords, PersonData } from './privacy/person-data'
import type { NamedPersonData, PurposeHandler } from './privacy/registry'
import type { RetentionRule } from './privacy/retention'
import type { Removal, RemovalGuard } from './removal-guards'
import type { SealedField } from './sealed-values'
import type { AreaRecords } from './territory/area-records'
import type { Wechat } from './wechat/client'

/** From the bottom up. A domain calls the floors below it; domains of the ground call each other too. */
export const FLOORS = ['ground', 'middle', 'upper', 'calendar', 'kinds', 'roof'] as const
type Floor = (typeof FLOORS)[number]

/**
 * Questions that one domain asks of another beside or above it, by name. The domain that asks adds its question here
 * (`declare module '../domain'`) and to `asks` of its manifest; the one that knows the answer has it in `answers` of
 * its own.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an open interface: each asking domain adds to it
export interface Questions {}

export type { AnyModel }

/** The declarations of all domains together: made once by `joinDomains`. */
export interface Registry {
  areaRecords: readonly AreaRecords[]
  bookingKinds: Partial<Record<BookingPart, KindHooks>>
  removalGuards: Record<Removal, readonly RemovalGuard[]>
  personRecords: readonly PersonRecords[]
  mergeGuards: readonly MergeGuard[]
  personData: readonly NamedPersonData[]
  purposes: readonly PurposeHandler[]
  retention: readonly RetentionRule[]
  sealedFields: readonly SealedField[]
  openWork: readonly OpenWork[]
  reportables: readonly Reportable[]
  wechatEvents: Readonly<Record<string, HearWechat>>
  firstSteps: Record<FirstStepCode, CountFirstStep>
  openInFeature: Record<Feature, readonly CountOpen[]>
  answers: Questions
  messages: MessageDeclarations
  outboxes: readonly AnyModel[]
  urgentOutboxes: readonly AnyModel[]
}

/** The values that a domain needs from outside to serve requests and to run jobs. */
export interface Dependencies {
  registry: Registry
  config: Pick<
    Config,
    'wechat' | 'sms' | 'realNameUrl' | 'baseMap' | 'mapReviewNumber' | 'auditDays' | 'demoForAll' | 'publicOrigin'
  >
  /** Null where the office has no mini-program at WeChat. */
  wechat: Wechat | null
  now(): Date
}

/** The declaration of a domain, in its `domain.ts`; `domains.ts` lists all of them. */
export interface Domain {
  /** The name of its folder. */
  name: string
  floor: Floor
  /** The feature that its endpoints belong to: where an office has switched it off, they refuse. */
  feature?: Feature
  /** Counts its unfinished records of a feature, which an administrator is told before switching it off. */
  openInFeature?: Partial<Record<Feature, CountOpen>>
  /** Its collections. They are loaded with the manifest, so that their indexes are made. */
  models?: readonly AnyModel[]
  /** Its records that a change of areas moves, and how. */
  areaRecords?: readonly AreaRecords[]
  /** Models with `areas` that no change of areas moves. */
  fixedAreas?: readonly AnyModel[]
  /** The permissions that its endpoints and verbs ask for. */
  permissions?: readonly Permission[]
  /** Models whose documents carry an `outbox`: the relay empties them. */
  outboxes?: readonly AnyModel[]
  /** The same, emptied by a relay of their own, because somebody may need help. */
  urgentOutboxes?: readonly AnyModel[]
  /** The kinds of message that it sends. */
  messages?: MessageDeclarations
  /** Its hooks for the kinds of booking that it knows. */
  bookingKinds?: Partial<Record<BookingPart, KindHooks>>
  /** The checks before a record below it is removed. */
  removalGuards?: Partial<Record<Removal, readonly RemovalGuard[]>>
  /** Its unfinished work that belongs to one member of staff. */
  openWork?: OpenWork
  /** Events that WeChat pushes, by name, which it hears. */
  wechatEvents?: Readonly<Record<string, HearWechat>>
  /** Its public words and pictures, which people can report. */
  reportables?: readonly Reportable[]
  /** Counts its records for the first steps of an office. */
  firstSteps?: Partial<Record<FirstStepCode, CountFirstStep>>
  /** Its records that name a person: they go along when two records of one person are merged. */
  personRecords?: readonly PersonRecords[]
  /** Its data of a person: shown to them, and deleted at their wish. */
  personData?: PersonData
  /** Its models that name people and that `personData` leaves alone, each with the reason. */
  keepsPeople?: readonly KeptRecords[]
  /** The kinds of personal data that it removes after their time. */
  retention?: readonly RetentionRule[]
  /** The purposes that it carries out while somebody agrees. */
  purposes?: readonly PurposeHandler[]
  /** Its fields whose values are sealed one by one (sealed-values.ts). */
  sealedFields?: readonly SealedField[]
  /** The checks before two records of one person are merged. */
  mergeGuards?: readonly MergeGuard[]
  asks?: readonly (keyof Questions)[]
  answers?: Partial<Questions>
  /** Takes the declarations of other domains; called by `joinDomains`, again in each test that joins other domains. */
  register?(registry: Registry): void
  /** Takes the secrets of this installation, the newest first. */
  useSecrets?(secrets: readonly [string, ...string[]]): void
  /** Takes the settings of this installation, after the secrets. */
  useConfig?(config: Dependencies['config']): void
  /** Its endpoints, in the order in which they are tried. */
  routes?(dependencies: Dependencies): readonly Routes[]
  /** Its resources of Open311 GeoReport v2, beside the contract. */
  geoReport?(): readonly GeoReportResource[]
  /** Its background work beside the requests. */
  jobs?(dependencies: Dependencies): readonly DomainJob[]
}

export const domain = (manifest: Domain): Domain => manifest

/** A job of a domain: its round gets the time. */
export interface DomainJob extends Omit<Job, 'run' | 'due'> {
  run(now: Date): Promise<unknown>
  due?(now: Date): readonly Due[]
}
export const SECOND_MS = 1000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS

/**
 * A round within a second of a record that is due. All such jobs of a process ask for theirs by one command, so that a
 * process with nothing to do hardly asks at all.
 */
export const whenDue = (name: string, run: DomainJob['run'], due: (now: Date) => readonly Due[]): DomainJob => ({
  ...{ name, everyMs: SECOND_MS },
  ...{ run, due },
})

/** A round every `everyMs` milliseconds, the next after the last has ended. */
export const every = (everyMs: number, name: string, run: DomainJob['run']): DomainJob => ({ name, everyMs, run })
