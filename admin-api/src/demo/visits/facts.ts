import { phone } from '../people/facts'

/** The carers. Those with a user name see their day on the phone. */
export const CARERS: {
  name: string
  username?: string
  phone: string
  skills: string[]
  services: string[]
  daysOff?: number[]
}[] = [
  {
    name: '赵护理',
    username: 'carer',
    phone: phone(201),
    skills: ['助浴', '测血压', '剪指甲'],
    services: ['上门助浴'],
  },
  {
    name: '孙桂芳',
    phone: phone(202),
    skills: ['助浴', '打扫', '评估'],
    services: ['上门助浴', '上门打扫', '适老化改造上门评估'],
    daysOff: [3],
  },
  { name: '马文静', phone: phone(203), skills: ['打扫'], services: ['上门打扫'] },
]

/** The requirements and tasks of each care service. The home adaptation visit is configuration only. */
export const VISIT_SERVICES: Record<string, { skills: string[]; tasks: string[] }> = {
  上门助浴: { skills: ['助浴'], tasks: ['助浴', '剪指甲', '测血压'] },
  上门打扫: { skills: ['打扫'], tasks: ['擦灰', '拖地', '收拾厨房'] },
  适老化改造上门评估: {
    skills: ['评估'],
    tasks: ['进门和过道', '卫生间扶手', '灯和插座', '床边', '写改造单'],
  },
}
