/**
 * The uses of somebody's data that need their consent: each by itself, with the version of its words. A
 * new version asks anew. `stops`: what ends, at once, when the consent is withdrawn.
 */
export const PURPOSES = {
  outside_messages: {
    label: '微信和短信提醒',
    what: '约好了、改时间、轮到您了，用微信或短信告诉您一声。',
    stops: '不再发微信和短信，只在“通知”里看。',
    version: '2026-11',
  },
  neighbours: {
    label: '邻居看得到您反映的公共问题',
    what: '路灯、垃圾这样的事，同社区的人看得到有人反映过、办到哪一步，看不到是谁、住哪儿。',
    stops: '您反映的事，别的邻居看不到，也不能再跟着看。已经跟着的邻居还会知道结果。',
    version: '2026-11',
  },
  home: {
    label: '住址',
    what: '算走几分钟、送餐上门、派附近的网格员。',
    stops: '删掉住址和地图上的位置，送餐要另外写地址。',
    version: '2026-11',
  },
  id_end: {
    label: '身份证后四位',
    what: '到场忘了带手机，报这四位找您的预约。',
    stops: '删掉这四位，到场报电话后四位。',
    version: '2026-11',
  },
  real_name: {
    label: '用身份证号核验实名',
    what: '姓名、身份证号和手机号发给核验的单位对一对，只记对上了，号码不留。',
    stops: '去掉这次核验。要实名的事，带身份证到社区窗口办。',
    version: '2026-11',
  },
  emergency_contact: {
    label: '紧急联系人',
    what: '您出事时，来帮忙的人打这个电话。',
    stops: '删掉这位联系人。',
    version: '2026-11',
  },
  care_file: {
    label: '照护档案（病、药、过敏）',
    what: '上门的人事先知道要注意什么。加密存，谁看过您看得到。',
    stops: '删掉整份档案，同意过的时间留着。',
    version: '2026-11',
  },
  casework: {
    label: '社工个案',
    what: '社工和您一起定目标，每次见面写一份记录。加密存，只有这位社工和督导看得到。',
    stops: '社工不再往下写，个案收尾。写过的您能导出，三年后删掉。',
    version: '2026-11',
  },
} as const satisfies Record<string, Purpose>

interface Purpose {
  label: string
  what: string
  stops: string
  version: string
}
export type PurposeCode = keyof typeof PURPOSES
export const PURPOSE_CODES = Object.keys(PURPOSES) as [PurposeCode, ...PurposeCode[]]
