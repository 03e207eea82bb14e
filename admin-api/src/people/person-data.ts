import { BINDING_STATES, FAMILY_STATES } from '@yike/shared/people/family'
import { HOME_PROOFS, HOME_REQUEST_STATES } from '@yike/shared/people/home'
import { CLIENTS } from '@yike/shared/people/devices'
import { bestProof, REAL_NAME_DOCUMENTS, REAL_NAME_LEVELS } from '@yike/shared/people/real-name'
import { RELATIONS } from '@yike/shared/people/relations'
import { entry, section, type PersonData } from '../privacy/person-data'
import { BindingModel, FamilyCodeModel, type Binding } from './binding-model'
import { endFamily, erasePerson } from './erase-person'
import { HomeRequestModel, type HomeRequest } from './home-model'
import { withdrawHomeRequests } from './home-proof'
import { PersonMergeModel, PersonMoveModel } from './merge-model'
import { CredentialModel, PersonModel, SecondFactorModel, type Person } from './model'
import { emergencyContactOf, homeOf, idEndOf, phoneOf } from './sealed-facts'

const WAYS: Readonly<Record<string, string>> = {
  wechat: '微信',
  sms: '短信验证码',
  password: '账号密码',
  demo: '演示登录',
}

/** The facts, the family and the sign-ins of a person. */
export const peopleData: PersonData = {
  models: [
    ...[PersonModel, CredentialModel, SecondFactorModel, BindingModel, FamilyCodeModel],
    ...[PersonMergeModel, PersonMoveModel, HomeRequestModel],
  ],

  async export(ids) {
    const people = await PersonModel.find({ _id: { $in: ids } }).lean<Person[]>()
    const actors = await PersonModel.find({ 'family.personId': { $in: ids } }, { name: 1, family: 1 }).lean<Person[]>()
    const bindings = await BindingModel.find({ $or: [{ askerId: { $in: ids } }, { personId: { $in: ids } }] })
      .sort({ createdAt: -1 })
      .lean<Binding[]>()
    const proofs = await HomeRequestModel.find({ personId: { $in: ids } })
      .sort({ sentAt: -1 })
      .lean<HomeRequest[]>()
    const credentials = await CredentialModel.find({ personId: { $in: ids } }).lean()
    const isMine = (id: Person['_id']) => ids.some((one) => one.equals(id))
    return [
      ...section(
        '基本资料',
        people.map((one) => {
          const home = homeOf(one)
          const proof = bestProof(one.realName)
          return entry(one.name, {
            电话: phoneOf(one),
            电话核对时间: one.phoneVerifiedAt,
            出生年份: one.birthYear,
            身份证后四位: idEndOf(one),
            实名: REAL_NAME_LEVELS[proof?.level ?? 'none'].label,
            实名核对时间: proof?.at,
            实名看的证件: proof?.document && REAL_NAME_DOCUMENTS[proof.document],
            住址: home?.text,
            住址位置: home?.position && `东经 ${home.position.lng.toFixed(6)}，北纬 ${home.position.lat.toFixed(6)}`,
            住址核对: one.homeProof && HOME_PROOFS[one.homeProof.way],
            住址核对时间: one.homeProof?.at,
            监护人同意时间: one.guardianConsent?.at,
            紧急联系人: emergencyContactOf(one) && `${emergencyContactOf(one)!.name} ${emergencyContactOf(one)!.phone}`,
            长辈版: one.settings.elderView,
            走路慢一些: one.settings.pace === 'elder',
            同意的隐私说明版本: one.consentVersion,
            暂停预约到: one.bookingPausedUntil,
            登记时间: one.createdAt,
          })
        }),
      ),
      ...section('我替谁办事', [
        ...people.flatMap(({ family }) =>
          family.map(({ name, relation, state }) =>
            entry(name, { 关系: RELATIONS[relation], 来历: FAMILY_STATES[state] }),
          ),
        ),
      ]),
      ...section(
        '谁替我办事',
        actors.map(({ name, family }) =>
          entry(name, { 关系里称我为: RELATIONS[family.find(({ personId }) => isMine(personId))!.relation] }),
        ),
      ),
      ...section(
        '代办的申请',
        bindings.map(({ askerId, askerName, personName, relation, state, createdAt, endedAt, confirmation }) =>
          entry(isMine(askerId) ? `我想替${personName}办事` : `${askerName}想替我办事`, {
            关系: RELATIONS[relation],
            结果: BINDING_STATES[state],
            核对人: confirmation?.byName,
            申请时间: createdAt,
            结束时间: endedAt,
          }),
        ),
      ),
      ...section(
        '住址的证明',
        proofs.map(({ state, reason, sentAt, decidedAt }) =>
          entry(HOME_REQUEST_STATES[state], { 发送时间: sentAt, 核对时间: decidedAt, 退回的原因: reason }),
        ),
      ),
      ...section('登录', [
        ...credentials.map(({ _id, createdAt, usedAt }) =>
          entry(WAYS[_id.slice(0, _id.indexOf(':'))] ?? '登录方式', { 开通时间: createdAt, 第一次用: usedAt }),
        ),
        ...people.flatMap(({ sessions }) =>
          sessions.map(({ client, device, openedAt, renewedAt }) =>
            entry([device, client && CLIENTS[client]].filter(Boolean).join('，') || '以前登录的设备', {
              登录时间: openedAt,
              最近用过: renewedAt,
            }),
          ),
        ),
      ]),
    ]
  },

  async endings(ids) {
    const people = await PersonModel.find({ _id: { $in: ids } }, { name: 1, family: 1 }).lean<Person[]>()
    const actors = await PersonModel.find({ 'family.personId': { $in: ids } }, { name: 1 }).lean<Person[]>()
    return [
      {
        what: '家人代办',
        items: [
          ...people.flatMap((one) => one.family.map(({ name }) => `${one.name}替${name}办事`)),
          ...actors.map(({ name }) => `${name}替${people[0]?.name ?? ''}办事`),
        ],
      },
    ]
  },

  async obstacles(ids) {
    const staff = await PersonModel.exists({ _id: { $in: ids }, 'roles.0': { $exists: true } })
    return staff ? ['您是工作人员，先请管理员办离岗、交接工作，再来注销。'] : []
  },

  async end(ids, { now }) {
    await withdrawHomeRequests(ids, now)
    await endFamily(ids, now)
  },
  erase: (ids) => erasePerson(ids),
}
