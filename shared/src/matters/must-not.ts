/** A certificate that a community must not issue, and where to go instead. */
export interface MustNot {
  /** Its place in the list, from 1. */
  number: number
  name: string
  /** The office to go to, or the paper that serves in its place. */
  instead: string
  /** Other words that people ask for it by. */
  keywords: readonly string[]
}

/** The document that the list is an annex to. */
export const MUST_NOT_SOURCE = {
  title: '不应由基层群众性自治组织出具证明事项清单（第一批）',
  document: '民发〔2020〕20号',
} as const

/**
 * The twenty certificates of 不应由基层群众性自治组织出具证明事项清单（第一批）, annex of 民发〔2020〕20号 of six ministries.
 *
 * Names and order: the report of 新华每日电讯 of 2020-04-28 that names all twenty (reprint at
 * handmsg.com/page/2020/0511/7993567.shtml), compared on 2026-11-30 with bbs.cnhubei.com/thread-4720817-1-1.html and with
 * Hubei's list of 2020 (m-jingzhou.cjyun.org/p/301730.html), which has nineteen of them. The annex itself was not at
 * hand, only the text before it (mzj.cnbz.gov.cn/zdxx/flfg/15366031.html).
 *
 * `instead` is written by this project from what these offices commonly answer for; it quotes no document. Who
 * registers dogs, for one, differs from city to city.
 */
export const MUST_NOT: readonly MustNot[] = [
  {
    number: 1,
    name: '亲属关系证明',
    instead:
      '先用户口簿、结婚证、出生医学证明；查老户籍档案找户籍地派出所，继承等要公证的找公证处。公证处别处都核不到、社区又核得清的，可以请社区写情况，办事指南里有这一项。',
    keywords: ['亲属', '亲戚', '父子', '母女', '我妈是我妈'],
  },
  {
    number: 2,
    name: '居民身份信息证明',
    instead: '用身份证、户口簿就行；丢了、急用，找派出所补领或办临时身份证。',
    keywords: ['身份证', '同一个人', '曾用名', '身份'],
  },
  {
    number: 3,
    name: '户口登记项目内容变更申请证明',
    instead: '改姓名、民族、出生日期这些，找户籍地派出所。',
    keywords: ['户口', '改名', '改年龄', '变更'],
  },
  {
    number: 4,
    name: '居民养犬证明',
    instead: '办养犬登记找派出所，有的城市归城管；问不清就打 12345。',
    keywords: ['养狗', '狗证', '犬'],
  },
  {
    number: 5,
    name: '无犯罪记录证明',
    instead: '找户籍地或者居住地派出所，很多地方能在网上申请。',
    keywords: ['犯罪', '政审', '案底'],
  },
  {
    number: 6,
    name: '社区戒毒社区康复人员情况证明（表现证明）',
    instead: '找街道管社区戒毒、社区康复的人，或者派出所。',
    keywords: ['戒毒', '康复', '表现'],
  },
  {
    number: 7,
    name: '人员失踪证明',
    instead: '找人先到派出所报案；要宣告失踪，找法院。',
    keywords: ['失踪', '走失', '下落不明'],
  },
  {
    number: 8,
    name: '婚姻状况证明',
    instead: '用结婚证、离婚证；要查登记记录，找民政的婚姻登记处。',
    keywords: ['单身', '结婚', '离婚', '未婚', '婚姻'],
  },
  {
    number: 9,
    name: '出生证明',
    instead: '出生医学证明找孩子出生的医院；丢了补办，问当地卫生健康部门定的补发机构。',
    keywords: ['出生', '新生儿'],
  },
  {
    number: 10,
    name: '健在证明',
    instead: '领养老金的资格认证，用“掌上12333”手机上认证，或者找社保经办机构，不用社区开证明。',
    keywords: ['健在', '生存', '还活着', '养老金认证', '退休'],
  },
  {
    number: 11,
    name: '死亡证明',
    instead: '在医院去世找医院开；在家正常去世找辖区的社区卫生服务中心；意外的找公安。',
    keywords: ['去世', '死亡', '过世'],
  },
  {
    number: 12,
    name: '疾病状况证明',
    instead: '找看病的医院开诊断证明。',
    keywords: ['生病', '疾病', '病假', '诊断'],
  },
  {
    number: 13,
    name: '残疾状况证明',
    instead: '用残疾人证；没有的，找区县残联申请办证。',
    keywords: ['残疾', '残联'],
  },
  {
    number: 14,
    name: '婚育状况证明',
    instead: '婚姻情况找婚姻登记处；生育登记问街道管卫生健康的科室。',
    keywords: ['生育', '计划生育', '独生子女', '婚育'],
  },
  {
    number: 15,
    name: '居民就业状况证明',
    instead: '在职找单位；没工作的，找人社部门的就业服务窗口办失业登记。',
    keywords: ['就业', '失业', '没工作', '收入'],
  },
  {
    number: 16,
    name: '居民个人档案证明',
    instead: '找存档案的单位，或者人才服务中心。',
    keywords: ['档案', '人才'],
  },
  {
    number: 17,
    name: '居民财产证明',
    instead: '房子找不动产登记中心，存款找银行，车找车管所。',
    keywords: ['财产', '房产', '存款', '无房'],
  },
  {
    number: 18,
    name: '遗产继承权证明',
    instead: '找公证处办继承公证；说不拢的找法院。',
    keywords: ['遗产', '继承'],
  },
  {
    number: 19,
    name: '市场主体住所证明',
    instead: '用房产证、租房合同，直接到市场监管的登记窗口办执照。',
    keywords: ['营业执照', '开店', '住所', '经营场所', '公司'],
  },
  {
    number: 20,
    name: '证件遗失证明',
    instead: '找发证的单位挂失补办：身份证找派出所，房产证找不动产登记中心，银行卡找银行。',
    keywords: ['丢了', '遗失', '补办', '挂失'],
  },
]

/** Letters without 「开」, 「办」 and 「证明」, which everybody types and which tell nothing apart. */
const told = (words: string) =>
  words
    .trim()
    .replace(/[\s，。？?！!]/g, '')
    .replace(/^(我?要?想?(去)?(开|办|要)(个|一个|一份)?)/, '')
    .replace(/(的)?证明$/, '')

/** The certificates of the list that somebody means who types these words: 「养狗证明」, 「开个单身」; none for less than a word. */
export function mustNotMeant(words: string): MustNot[] {
  const asked = told(words)
  if ([...asked].length < 2) return []
  return MUST_NOT.filter(
    ({ name, keywords }) =>
      name.includes(asked) || keywords.some((word) => asked.includes(word) || word.includes(asked)),
  )
}
