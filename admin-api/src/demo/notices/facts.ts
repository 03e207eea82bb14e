import type { NoticeKind } from '@yike/shared/notices/kinds'

export interface DemoNotice {
  kind: NoticeKind
  title: string
  urgent?: boolean
  daysAgo: number
  /** On the next such weekday, 1 Monday to 7 Sunday, or tomorrow; in minutes since midnight. */
  lasts?: { on: number | 'tomorrow'; from: number; to: number }
  concerns?: string
  spares?: string
  body: string
  state?: 'draft' | 'withdrawn'
}

export const NOTICES: DemoNotice[] = [
  {
    kind: 'outage',
    title: '停水 8 小时，先接好水',
    urgent: true,
    daysAgo: 0,
    lasts: { on: 'tomorrow', from: 480, to: 960 },
    concerns: '颐园小区 1–6 号楼',
    spares: '7–12 号楼照常',
    body: '济南路供水主管换阀门，从早上八点停到下午四点。\n前一天晚上请接两桶水备用。来水后先开一会儿水龙头，水清了再用。\n家里有老人行动不便、接不了水的，给网格员打电话，下午五点前我们上门帮着接。',
  },
  {
    kind: 'health',
    title: '60 岁以上流感疫苗免费打',
    daysAgo: 1,
    concerns: '60 岁以上的居民',
    body: '每周一、周四下午两点到四点，在颐园卫生服务站。\n带身份证，打完坐半小时再走。发烧的先别来，打电话问问。',
  },
  {
    kind: 'meal',
    title: '食堂这周的菜单',
    daysAgo: 2,
    body: '周一红烧鸡块，周二炖排骨，周三清蒸鱼，周四肉末茄子，周五饺子。\n周末两天照常，菜少一样，价钱不变。',
  },
  {
    kind: 'activity',
    title: '周六上午修小家电',
    daysAgo: 3,
    lasts: { on: 6, from: 540, to: 690 },
    concerns: '每户限两件',
    body: '张师傅和志愿者在健身广场，电饭锅、电水壶、台灯都能修。\n零件收成本，手工不要钱。',
  },
  {
    kind: 'safety',
    title: '有人冒充社区的人上门',
    urgent: false,
    daysAgo: 4,
    body: '这两天有人敲门说是社区的，要看身份证、要录脸。社区的人上门都带工作证，也会提前打电话。\n拿不准别开门，打社区电话问。',
  },
  {
    kind: 'policy',
    title: '高龄津贴开始认证',
    daysAgo: 6,
    concerns: '80 岁以上的居民',
    body: '一年认证一次，十二月底前。能来的到服务站，走不动的我们上门。',
  },
  {
    kind: 'affairs',
    title: '第三季度居务公开',
    daysAgo: 9,
    body: '收支、用房、维修资金都贴在服务站门口，也可以来窗口看账。',
  },
  {
    kind: 'outage',
    title: '十号楼电梯检修',
    daysAgo: 12,
    concerns: '10 号楼',
    spares: '其他楼照常',
    body: '十号楼一单元电梯年检，上午九点到十一点停用。',
  },
  {
    kind: 'activity',
    title: '包饺子过冬至',
    daysAgo: 0,
    body: '冬至那天上午在活动室包饺子，六十岁以上的留一份带走。报名看下周通知。',
    state: 'draft',
  },
  {
    kind: 'meal',
    title: '食堂周日休息一天',
    daysAgo: 5,
    body: '灶台检修，周日休息一天。已经订了的自动退。',
    state: 'withdrawn',
  },
]
