import { peopleMessages } from '@yike/shared/people/messages'
import { domain, every, whenDue, HOUR_MS, MINUTE_MS } from '../domain'
import { RequestBucketModel } from './request-bucket'
import { useSealingSecrets } from '../sealing'
import { countColleaguesIn, countResidentsIn } from './accounts'
import { expireRequests } from './answer-family'
import { resumeBindings } from './bind'
import { BindingModel, FamilyCodeModel } from './binding-model'
import { peopleAreaRecords, roleDoor } from './area-records'
import { useRemovalGuards } from './me'
import { HomeRequestModel } from './home-model'
import { settleHomeRequests } from './home-proof'
import { PersonMergeModel, PersonMoveModel } from './merge-model'
import { peopleRecords } from './merge-records'
import { AttemptsModel, CredentialModel, PersonModel, SecondFactorModel } from './model'
import { rewrapSecondFactors } from './second-factor'
import { resumeMerges } from './settle-merge'
import { byDemoName, byWechat, noPhoneDoor, phoneByWechat } from './resolve-code'
import { peopleData } from './person-data'
import { usePersonRecords } from './person-records'
import { personPurposes } from './purposes'
import { rewrapResidentImports } from './resident-import'
import { ResidentImportModel } from './resident-import-model'
import { residentImportRoutes } from './resident-import-routes'
import { residentImportsUnderWay, runResidentImports } from './resident-import-steps'
import { PhoneBindingModel } from './phone-binding'
import { PhoneSignInModel } from './phone-sign-in'
import { askRealName } from './real-name'
import { peopleRoutes, type CountOpenCases, type HandsWorkDown } from './routes'
import { useCarersOf, type CarersOf } from './sessions'
import { SmsCodeModel } from './sms-code'
import { postSms } from '../messages/sms'
import { useTokenSecret } from './tokens'
import { sealedFields } from './sealed-fields'
import { resealValues } from '../sealed-values'
import { removedByDatabase } from '../privacy/retention'

declare module '../domain' {
  interface Questions {
    openCasesOf: CountOpenCases
    carersOf: CarersOf
    handsWorkDown: HandsWorkDown
  }
}

/**
 * People, and the right to act for others. More than a dozen files: signing in (`sign-in`, `staff-sign-in-routes`, `phone-*`, `second-factor`, `totp`, `sessions`, `tokens`,
 * `resolve-code`, `sms-code`), the person (`me`, `found-by`, `counter`, `real-name`, `home*`), lists of residents (`resident-import*`) and the family (`ask-family`, `answer-family`,
 * `bind`, `binding-model`, `family*`), which share the record of a person.
 */
export const people = domain({
  name: 'people',
  floor: 'ground',
  models: [
    PersonModel,
    CredentialModel,
    SecondFactorModel,
    AttemptsModel,
    RequestBucketModel,
    BindingModel,
    FamilyCodeModel,
    PersonMergeModel,
    PersonMoveModel,
    ResidentImportModel,
    HomeRequestModel,
    SmsCodeModel,
    PhoneBindingModel,
    PhoneSignInModel,
  ],
  personRecords: peopleRecords,
  personData: peopleData,
  retention: [
    removedByDatabase(ResidentImportModel, 'expiresAt', { what: '导入的居民名单', kept: '三十天，草稿三天' }),
    removedByDatabase(HomeRequestModel, 'expiresAt', { what: '住址的证明，照片当时就删', kept: '核对后三十天' }),
    removedByDatabase(SmsCodeModel, 'expiresAt', { what: '短信验证码', kept: '十分钟' }),
    removedByDatabase(PhoneBindingModel, 'expiresAt', { what: '绑定手机的申请', kept: '十分钟，回答了的再留十分钟' }),
    removedByDatabase(PhoneSignInModel, 'expiresAt', { what: '等着手机确认的登录', kept: '两分钟' }),
    removedByDatabase(AttemptsModel, 'expiresAt', { what: '登录试错次数', kept: '十五分钟到九十天' }),
    removedByDatabase(RequestBucketModel, 'expiresAt', { what: '请求太密的人和网络的计数', kept: '几分钟' }),
  ],
  purposes: personPurposes,
  keepsPeople: [
    { model: PhoneSignInModel, why: 'Each is removed after two minutes; the audit log keeps what came of it.' },
    { model: PhoneBindingModel, why: 'Each is removed within twenty minutes; the audit log keeps what came of it.' },
    { model: AttemptsModel, why: 'Counts of tries, each removed at the end of its window.' },
    { model: RequestBucketModel, why: 'Counts of requests, each removed once it would be nought.' },
    {
      model: ResidentImportModel,
      why: 'Its rows are sealed and removed thirty days after the import, with the way to undo it.',
    },
  ],
  areaRecords: peopleAreaRecords,
  outboxes: [BindingModel, PersonMergeModel, HomeRequestModel],
  messages: peopleMessages,
  permissions: ['booking.book', 'case.read', 'person.find', 'person.edit', 'person.merge', 'person.bind'],
  asks: ['openCasesOf', 'carersOf', 'handsWorkDown'],
  answers: { roles: roleDoor },
  firstSteps: { residents: countResidentsIn, staff: countColleaguesIn },
  register: ({ removalGuards, personRecords, mergeGuards, answers }) => {
    usePersonRecords(personRecords, mergeGuards)
    useRemovalGuards(removalGuards.person)
    useCarersOf(answers.carersOf)
  },
  useSecrets: (secrets) => {
    useTokenSecret(secrets[0])
    useSealingSecrets(secrets)
  },
  routes: ({ wechat, config: { demoForAll, sms, realNameUrl }, registry }) => [
    peopleRoutes(
      {
        code: wechat ? byWechat(wechat) : byDemoName(demoForAll),
        phone: wechat ? phoneByWechat(wechat) : noPhoneDoor,
        sms: sms && ((message) => postSms(sms, message)),
        realName: realNameUrl ? askRealName(realNameUrl) : null,
        demoForAll,
      },
      registry.answers,
    ),
    residentImportRoutes(),
  ],
  sealedFields,
  jobs: ({ registry }) => [
    every(MINUTE_MS, 'family decisions', resumeBindings),
    every(MINUTE_MS, 'family requests', expireRequests),
    every(HOUR_MS, 'older secrets of authenticators', rewrapSecondFactors),
    every(MINUTE_MS, 'merged people', resumeMerges),
    every(MINUTE_MS, 'decided proofs of homes', settleHomeRequests),
    every(HOUR_MS, 'values of older secrets', () => resealValues(registry.sealedFields)),
    whenDue('imports of residents', runResidentImports, residentImportsUnderWay),
    every(HOUR_MS, 'older secrets of lists of residents', rewrapResidentImports),
  ],
})
