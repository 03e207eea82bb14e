/**
 * Texts that stand in the database as they are, beside the sealed ones: `sealed-values.test.ts` walks over every schema.
 * A new field is sealed, is a code, or gets a line here.
 */

/** Last parts of paths that hold ids, codes, days, digests and marks of the product itself. */
const CODES = `_id accessibility act alert areaLevel at before building buildings carrier category cell changes channel
  claimedBy client code column condition data day days daysOff device diedOn digest displaySecret document done due
  endedOn endsFrom entitlement eraseOn evidence facts featuresOff field fields form from groups hash head holds holidays how
  icon id key keyDigest keys kind kinds languages lastStep letter level linkDigest madeUntil mark mealModes method missed
  model month network number occasion of openId others outcome pair pairingCode pairs part passwordDigest passwordHash
  performBy period permissions proof purpose recovery reference refusal relation reviewOn role series sessionId side
  signature skills source state status step subjectType system tappedOn taken tasks templateId to token tokenDigest
  tokenHash tokens told topic traceId type uid until upperNumber validFrom validTo validUntil version consentVersion
  visibleTo waitsFor way credentialId events heading headings features`

/** Names of people, places and services, which lists are sorted and searched by (032), and public numbers. */
const NAMES = `name label areaName askerName bookedByName byName collectedBy by confirmedByName decidedByName doneBy
  fromName guardianName invitedByName issuedByName lineName madeByName office organizationName owner personName placeName
  publishedByName serviceName steppedByName undoneByName username verifiedByName who community course fileName former
  address phone morePhones`

const isIn = (list: string) => new Set(list.split(/\s+/))
const KNOWN = new Set([...isIn(CODES), ...isIn(NAMES)])

/** Words that somebody typed and that stay readable, each with the reason. */
const PLAIN_WORDS: Record<string, readonly string[]> = {
  'public: everybody reads it': [
    ...['Place.about', 'Service.about', 'Service.documents', 'Service.eligibility', 'Service.room', 'Service.subsidy'],
    ...['Place.hours.exceptions.reason', 'Service.hours.exceptions.reason', 'Service.noteChoices', 'Place.alert'],
    ...['Notice.title', 'Notice.body', 'Notice.concerns', 'Notice.forWhom', 'Notice.spares', 'Notice.withdrawnReason'],
    ...['Matter.forWhom', 'Matter.basis', 'Matter.papers.note', 'Matter.where', 'Matter.when', 'Matter.result'],
    ...['CasePapers.where', 'CasePapers.when', 'CasePapers.result', 'CasePapers.papers.note', 'CaseCategory.keywords'],
    ...['Sitting.title', 'Sitting.menu', 'Sitting.cancelReason', 'Sitting.moving.reason', 'Series.lines.title'],
    ...['Sitting.sessions.cancelReason', 'Sitting.sessions.moveReason', 'Booking.sessions.cancelReason'],
    ...['Booking.sessions.moveReason', 'Booking.sittingTitle', 'Booking.menu', 'Series.lines.menu', 'Hours.title'],
    ...['Series.exceptions.reason', 'Series.settling.reason', 'NeedProject.end.text', 'PictureCheck.title'],
    ...['Correction.fields.value', 'Correction.fields.reason', 'Service.fees.who'],
  ],
  'about the work of an office, no resident': [
    ...['Admission.title', 'Admission.what', 'Admission.purpose', 'Admission.basis', 'Admission.decision'],
    ...['Admission.endReason', 'Admission.remarks.words', 'AreaChange.says', 'AreaChange.reason', 'ReplyTemplate.text'],
    ...['Thing.shelf', 'Thing.note', 'Thing.log.what', 'Thing.unsettled.what', 'Premises.use', 'Premises.note'],
  ],
  'a sentence of the product itself': [
    ...['Booking.passedOver', 'Delivery.reason', 'ChannelTry.items.what', 'ChannelTry.items.says'],
    ...[
      'ChannelTry.items.mend',
      'PlaceImport.left.reason',
      'ResidentImport.left.reason',
      'WorkOrderImport.left.reason',
    ],
  ],
  'part of the hash chain of the log, which is verified without the secret': ['AuditEntry.why'],
  'a code of reasons': ['Report.reason', 'PersonMerge.reason'],
}
const SAID = new Set(Object.values(PLAIN_WORDS).flat())

/** Whether a text of a schema (`Booking.note`) may stand there unsealed. */
export const mayStandPlain = (path: string) => SAID.has(path) || KNOWN.has(path.split('.').at(-1)!)
