import type { AnswerPromise, FirstGroup } from '@yike/shared/cases/kinds'

const UTILITY: AnswerPromise = { hours: 24 }
const DANGER: AnswerPromise = { hours: 2 }

/**
 * The tree a new installation begins with; made up by this project, to be changed by the office. `CASE_KINDS` names the
 * leaves that each kind of case begins with.
 */
export const DEFAULT_CATEGORIES: readonly FirstGroup[] = [
  {
    name: '水电气暖',
    icon: 'lamp',
    leaves: [
      { name: '停水、水压', keywords: ['停水', '没水', '水压', '水小'], use: 'utility', promise: UTILITY },
      { name: '停电、电路', keywords: ['停电', '没电', '跳闸', '电压'], use: 'utility', promise: UTILITY },
      { name: '燃气', keywords: ['燃气', '煤气', '天然气'], use: 'utility', promise: UTILITY },
      { name: '暖气', keywords: ['暖气', '供暖', '供热', '不热', '室温'], use: 'utility', promise: UTILITY },
      { name: '下水、反水', keywords: ['下水', '反水', '堵了', '污水', '化粪池'] },
    ],
  },
  {
    name: '道路照明',
    icon: 'pin',
    leaves: [
      { name: '路灯照明', keywords: ['路灯', '灯不亮', '太黑', '照明'] },
      { name: '路面破损', keywords: ['路面', '坑', '地砖', '翘起'] },
      { name: '井盖', keywords: ['井盖', '窨井'] },
      { name: '积水', keywords: ['积水', '雨水', '排水'] },
      { name: '台阶、坡道', keywords: ['台阶', '坡道', '无障碍', '轮椅', '扶手'] },
    ],
  },
  {
    name: '环境卫生',
    icon: 'tree',
    leaves: [
      { name: '垃圾清运', keywords: ['垃圾', '垃圾桶', '清运', '恶臭'] },
      { name: '楼道保洁', keywords: ['楼道脏', '保洁', '打扫', '清扫'] },
      { name: '绿化', keywords: ['绿化', '树枝', '树木', '草坪', '毁绿'] },
      { name: '蚊虫鼠害', keywords: ['蚊子', '蟑螂', '老鼠', '虫'] },
      { name: '宠物', keywords: ['狗', '猫', '遛狗', '狗屎'] },
    ],
  },
  {
    name: '楼栋设施',
    icon: 'home',
    leaves: [
      { name: '电梯', keywords: ['电梯', '轿厢'] },
      { name: '门禁、单元门', keywords: ['门禁', '单元门', '楼门', '对讲'] },
      { name: '楼道堆物', keywords: ['堆物', '杂物', '堵楼道', '楼道堆', '消防通道'] },
      { name: '漏水、外墙', keywords: ['漏水', '漏雨', '外墙', '渗水', '墙皮'] },
      { name: '健身、座椅', keywords: ['健身器材', '座椅', '长椅', '秋千', '滑梯'] },
    ],
  },
  {
    name: '停车充电',
    icon: 'bag',
    leaves: [
      { name: '停车占道', keywords: ['停车', '乱停', '占道', '车位', '僵尸车'] },
      { name: '电动车充电', keywords: ['电动车', '充电', '充电桩', '充电棚', '飞线', '电瓶'] },
      { name: '出入口、道闸', keywords: ['道闸', '出入口', '大门口', '车辆进不来'] },
    ],
  },
  {
    name: '邻里安宁',
    isPrivate: true,
    icon: 'family',
    leaves: [
      { name: '噪音', keywords: ['噪音', '噪声', '吵', '太响', '扰民', '广场舞', '装修声'] },
      { name: '装修', keywords: ['装修', '砸墙', '建筑垃圾'] },
      { name: '油烟、异味', keywords: ['油烟', '异味', '臭味', '呛人', '冒烟', '烧烤味'] },
      { name: '私搭乱建', keywords: ['违建', '私搭', '搭建', '圈地'] },
      { name: '邻里纠纷', keywords: ['邻居', '纠纷', '矛盾'] },
    ],
  },
  {
    name: '为老为小',
    isPrivate: true,
    icon: 'care',
    leaves: [
      { name: '助餐', keywords: ['食堂', '助餐', '饭菜', '送餐'] },
      { name: '上门照护', keywords: ['照护', '护理', '助浴', '上门'] },
      { name: '托育、儿童', keywords: ['托育', '孩子', '儿童', '放学'] },
      { name: '社区办事', keywords: ['证明', '办事', '窗口', '材料', '居住证'] },
      { name: '物业服务', keywords: ['物业', '物业费', '保安'] },
    ],
  },
  {
    name: '马上有危险',
    icon: 'warn',
    leaves: [
      { name: '闻到燃气味', keywords: ['燃气味', '煤气味', '漏气'], use: 'danger', promise: DANGER },
      { name: '井盖没了', keywords: ['井盖没了', '井盖丢', '没有井盖'], use: 'danger', promise: DANGER },
      { name: '电线掉落', keywords: ['电线掉', '电线垂', '漏电', '冒火花'], use: 'danger', promise: DANGER },
      {
        name: '要掉下来的东西',
        keywords: ['高空', '要掉', '掉下来', '砸到人', '坠落'],
        use: 'danger',
        promise: DANGER,
      },
      { name: '有人困在电梯', keywords: ['困在电梯', '电梯困人'], use: 'danger', promise: DANGER },
      { name: '起火、冒烟', keywords: ['着火', '起火', '冒烟', '火情'], use: 'danger', promise: DANGER },
    ],
  },
]
