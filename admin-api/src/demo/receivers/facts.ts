import type { ReceiverKind } from '@yike/shared/receivers/kinds'

interface DemoReceiver {
  name: string
  kind: ReceiverKind
  phone: string
  /** Leaves of the category tree. */
  duties: string[]
  /** The demo account of its member. */
  member?: string
}

/** Made-up organisations. */
export const RECEIVERS: DemoReceiver[] = [
  {
    name: '颐园物业服务中心',
    kind: 'property',
    phone: '0546-8000201',
    duties: ['路灯照明', '垃圾清运', '楼道保洁', '电梯', '门禁、单元门', '漏水、外墙'],
    member: 'property',
  },
  { name: '城区供热公司', kind: 'utility', phone: '0546-8000202', duties: ['暖气'] },
  {
    name: '街道综合执法队',
    kind: 'street_office',
    phone: '0546-8000203',
    duties: ['噪音', '私搭乱建'],
    member: 'enforcement',
  },
  { name: '城区燃气公司抢修', kind: 'utility', phone: '0546-8000204', duties: ['闻到燃气味', '燃气'] },
]
