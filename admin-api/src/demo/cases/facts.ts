/** Reports in the words of neighbours: category by its leaf, how far the case went, how many days ago. */
export interface DemoCase {
  by: number
  words: string
  category: string
  address: string
  daysAgo: number
  until: 'submitted' | 'accepted' | 'in_progress' | 'waiting' | 'resolved' | 'closed' | 'returned' | 'reopened'
  said?: string
  score?: number
  anonymous?: boolean
  photo?: boolean
  /** Neighbours who follow it. */
  followers?: readonly number[]
}

type About = Pick<DemoCase, 'category' | 'address'>

const c = (
  by: number,
  words: string,
  about: About,
  course: Omit<DemoCase, 'by' | 'words' | keyof About>,
): DemoCase => ({
  by,
  words,
  ...about,
  ...course,
})

export const CASES: DemoCase[] = [
  c(
    0,
    '3 号楼东边的路灯灭了三天，晚上黑，有老人差点绊倒。',
    { category: '路灯照明', address: '颐园 3 号楼东' },
    { daysAgo: 4, until: 'in_progress', said: '线路断在 3 号楼配电箱，配件明天到，周三前换好。', photo: true },
  ),
  c(
    0,
    '2 单元门禁坏了，谁都能进，夜里不踏实。',
    { category: '门禁、单元门', address: '颐园 3 号楼 2 单元' },
    { daysAgo: 20, until: 'closed', said: '换了新的门禁主机，每户的卡照旧能用。', score: 3 },
  ),
  c(
    0,
    '楼下垃圾桶两天没清，味儿很大。',
    { category: '垃圾清运', address: '颐园 3 号楼北' },
    { daysAgo: 9, until: 'resolved', said: '已经清走，改成一天清两次。', photo: true },
  ),
  c(
    1,
    '电梯到 7 楼不开门，孩子被关了几分钟。',
    { category: '电梯', address: '颐园 7 号楼 1 单元' },
    { daysAgo: 0, until: 'submitted', photo: true },
  ),
  c(
    2,
    '暖气不热，屋里才 15 度。',
    { category: '暖气', address: '颐园 1 号楼 1 单元 101' },
    { daysAgo: 1, until: 'in_progress', said: '管道有气，师傅下午上门放气。' },
  ),
  c(
    3,
    '楼下饭店油烟往家里飘，窗户都不敢开。',
    { category: '油烟、异味', address: '济南路 12 号' },
    { daysAgo: 6, until: 'waiting', said: '请您说一下一般几点最重，我们和城管一起去看。' },
  ),
  c(
    4,
    '想在 6 号楼前加一条长椅，买菜回来能歇歇。',
    { category: '健身、座椅', address: '颐园 6 号楼前' },
    { daysAgo: 3, until: 'accepted' },
  ),
  c(
    5,
    '嵩山路红绿灯时间太短，老人走不过去。',
    { category: '出入口、道闸', address: '嵩山路口' },
    { daysAgo: 8, until: 'returned', said: '这个路口的灯归交警管，我们已经转过去。' },
  ),
  c(
    6,
    '快递柜占了轮椅坡道。',
    { category: '台阶、坡道', address: '颐园 9 号楼' },
    { daysAgo: 7, until: 'in_progress', said: '物业周五挪柜子。' },
  ),
  c(
    7,
    '北门垃圾站两天没清，苍蝇多。',
    { category: '垃圾清运', address: '颐园北门' },
    { daysAgo: 11, until: 'in_progress', said: '环卫车坏了一辆，正在调车。', followers: [0, 12] },
  ),
  c(
    8,
    '楼道里停电动车充电，怕着火。',
    { category: '电动车充电', address: '颐园 8 号楼' },
    { daysAgo: 0, until: 'submitted', anonymous: true, photo: true },
  ),
  c(
    9,
    '家门口台阶松了，一踩就晃。',
    { category: '台阶、坡道', address: '颐园 4 号楼 1 单元' },
    { daysAgo: 5, until: 'resolved', said: '重新砌好了，三天内先别踩边上。' },
  ),
  c(
    10,
    '地下车库积水，车轮都没了。',
    { category: '积水', address: '颐园 11 号楼车库' },
    { daysAgo: 15, until: 'closed', said: '换了水泵，雨后会再来看。', score: 3 },
  ),
  c(
    11,
    '楼顶漏水，屋里墙皮掉了。',
    { category: '漏水、外墙', address: '颐园 12 号楼 2 单元' },
    { daysAgo: 18, until: 'closed', said: '楼顶补了防水，墙面等干透再刷。', score: 2 },
  ),
  c(
    12,
    '井盖松了，车一过咣当响。',
    { category: '井盖', address: '北一路' },
    { daysAgo: 12, until: 'closed', said: '换了防响的井盖。', score: 3 },
  ),
  c(
    13,
    '楼上半夜装修，睡不着。',
    { category: '噪音', address: '颐园 10 号楼' },
    { daysAgo: 2, until: 'accepted', anonymous: true },
  ),
  c(
    14,
    '健身器材螺丝掉了，孩子在上面玩。',
    { category: '健身、座椅', address: '颐园广场' },
    { daysAgo: 14, until: 'closed', said: '都紧了一遍，换了两个轴。', score: 3 },
  ),
  c(
    15,
    '有人在绿地里种菜。',
    { category: '绿化', address: '颐园 7 号楼后' },
    { daysAgo: 10, until: 'resolved', said: '和种菜的住户说好了，这周清掉，春天补草。' },
  ),
  c(
    16,
    '小区里遛狗不牵绳，吓着老人。',
    { category: '宠物', address: '颐园广场' },
    { daysAgo: 4, until: 'in_progress', said: '这周早晚各巡一次，先劝后登记。' },
  ),
  c(17, '停水一天了没通知。', { category: '停水、水压', address: '颐园 6 号楼' }, { daysAgo: 0, until: 'accepted' }),
  c(
    18,
    '树枝伸到窗户里，刮风打玻璃。',
    { category: '绿化', address: '颐园 11 号楼' },
    { daysAgo: 13, until: 'closed', said: '园林上门剪了。', score: 3 },
  ),
  c(
    19,
    '下水道反水，厨房都淹了。',
    { category: '下水、反水', address: '颐园 1 号楼 2 单元' },
    { daysAgo: 3, until: 'reopened', said: '疏通了主管道。' },
  ),
  c(
    2,
    '楼道灯不亮，晚上上楼摸黑。',
    { category: '路灯照明', address: '颐园 1 号楼' },
    { daysAgo: 16, until: 'closed', said: '换成感应灯。', score: 3 },
  ),
  c(
    3,
    '楼道堆了旧家具，门都开不全。',
    { category: '楼道堆物', address: '颐园 2 号楼 3 单元' },
    { daysAgo: 6, until: 'in_progress', said: '和住户说好周末搬走。' },
  ),
  c(
    4,
    '老鼠从下水口进来。',
    { category: '蚊虫鼠害', address: '颐园 5 号楼' },
    { daysAgo: 9, until: 'resolved', said: '下水口装了网，投了药，别让孩子碰。' },
  ),
  c(
    5,
    '单元门关不上，冬天冷风灌。',
    { category: '门禁、单元门', address: '颐园 6 号楼 1 单元' },
    { daysAgo: 1, until: 'submitted' },
  ),
  c(
    6,
    '路面坑太大，电动车摔了两个人。',
    { category: '路面破损', address: '泰安路' },
    { daysAgo: 7, until: 'returned', said: '这段路归街道市政所，我们已经报过去。' },
  ),
  c(
    7,
    '卫生站门口没有扶手。',
    { category: '台阶、坡道', address: '泰安路 3 号' },
    { daysAgo: 12, until: 'resolved', said: '扶手装好了，两边都有。', photo: true },
  ),
  c(
    8,
    '停车把消防通道堵了。',
    { category: '停车占道', address: '颐园 10 号楼北' },
    { daysAgo: 0, until: 'submitted', photo: true },
  ),
  c(
    9,
    '想要一个能坐轮椅去的厕所。',
    { category: '台阶、坡道', address: '颐园广场' },
    { daysAgo: 5, until: 'accepted' },
  ),
  c(
    10,
    '燃气表走得太快，怀疑坏了。',
    { category: '燃气', address: '颐园 11 号楼' },
    { daysAgo: 2, until: 'in_progress', said: '燃气公司明天上门验表。' },
  ),
  c(
    11,
    '垃圾桶离楼门太近，夏天臭。',
    { category: '垃圾清运', address: '颐园 12 号楼' },
    { daysAgo: 21, until: 'closed', said: '往东挪了十米。', score: 3 },
  ),
  c(
    12,
    '楼门口地砖翘起来。',
    { category: '路面破损', address: '颐园 2 号楼' },
    { daysAgo: 8, until: 'resolved', said: '铺平了。' },
  ),
  c(
    13,
    '电压不稳，灯一闪一闪。',
    { category: '停电、电路', address: '颐园 10 号楼 1 单元' },
    { daysAgo: 1, until: 'in_progress', said: '供电所今天来查。' },
  ),
  c(
    14,
    '楼道好久没打扫。',
    { category: '楼道保洁', address: '颐园 5 号楼' },
    { daysAgo: 6, until: 'resolved', said: '今天扫了，以后每周一、四。' },
  ),
  c(
    15,
    '草坪喷头对着人行道。',
    { category: '绿化', address: '颐园 7 号楼' },
    { daysAgo: 17, until: 'closed', said: '调了方向和时间。', score: 3 },
  ),
  c(
    16,
    '窗外施工早上六点就响。',
    { category: '噪音', address: '济南路' },
    { daysAgo: 3, until: 'waiting', said: '请您说一下是哪一侧，我们去量。' },
  ),
  c(
    17,
    '想请社区教老人用手机挂号。',
    { category: '社区办事', address: '颐园 6 号楼' },
    { daysAgo: 19, until: 'closed', said: '手机课堂开了，周二、周五下午。', score: 3 },
  ),
  c(
    18,
    '电梯里的灯坏了。',
    { category: '电梯', address: '颐园 11 号楼 2 单元' },
    { daysAgo: 4, until: 'resolved', said: '换了灯管。' },
  ),
  c(
    19,
    '外墙皮往下掉，砸着车。',
    { category: '漏水、外墙', address: '颐园 1 号楼' },
    { daysAgo: 2, until: 'in_progress', said: '先拉了警戒线，明天来人敲掉松的。', photo: true },
  ),
]
