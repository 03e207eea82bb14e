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
}

const c = (
  by: number,
  words: string,
  category: string,
  address: string,
  daysAgo: number,
  until: DemoCase['until'],
  more: Partial<DemoCase> = {},
): DemoCase => ({ by, words, category, address, daysAgo, until, ...more })

export const CASES: DemoCase[] = [
  c(0, '3 号楼东边的路灯灭了三天，晚上黑，有老人差点绊倒。', '路灯照明', '颐园 3 号楼东', 4, 'in_progress', {
    said: '线路断在 3 号楼配电箱，配件明天到，周三前换好。',
    photo: true,
  }),
  c(0, '2 单元门禁坏了，谁都能进，夜里不踏实。', '门禁、单元门', '颐园 3 号楼 2 单元', 20, 'closed', {
    said: '换了新的门禁主机，每户的卡照旧能用。',
    score: 3,
  }),
  c(0, '楼下垃圾桶两天没清，味儿很大。', '垃圾清运', '颐园 3 号楼北', 9, 'resolved', {
    said: '已经清走，改成一天清两次。',
    photo: true,
  }),
  c(1, '电梯到 7 楼不开门，孩子被关了几分钟。', '电梯', '颐园 7 号楼 1 单元', 0, 'submitted', { photo: true }),
  c(2, '暖气不热，屋里才 15 度。', '暖气', '颐园 1 号楼 1 单元 101', 1, 'in_progress', {
    said: '管道有气，师傅下午上门放气。',
  }),
  c(3, '楼下饭店油烟往家里飘，窗户都不敢开。', '油烟、异味', '济南路 12 号', 6, 'waiting', {
    said: '请您说一下一般几点最重，我们和城管一起去看。',
  }),
  c(4, '想在 6 号楼前加一条长椅，买菜回来能歇歇。', '健身、座椅', '颐园 6 号楼前', 3, 'accepted'),
  c(5, '嵩山路红绿灯时间太短，老人走不过去。', '出入口、道闸', '嵩山路口', 8, 'returned', {
    said: '这个路口的灯归交警管，我们已经转过去。',
  }),
  c(6, '快递柜占了轮椅坡道。', '台阶、坡道', '颐园 9 号楼', 7, 'in_progress', { said: '物业周五挪柜子。' }),
  c(7, '北门垃圾站两天没清，苍蝇多。', '垃圾清运', '颐园北门', 11, 'in_progress', {
    said: '环卫车坏了一辆，正在调车。',
  }),
  c(8, '楼道里停电动车充电，怕着火。', '电动车充电', '颐园 8 号楼', 0, 'submitted', { anonymous: true, photo: true }),
  c(9, '家门口台阶松了，一踩就晃。', '台阶、坡道', '颐园 4 号楼 1 单元', 5, 'resolved', {
    said: '重新砌好了，三天内先别踩边上。',
  }),
  c(10, '地下车库积水，车轮都没了。', '积水', '颐园 11 号楼车库', 15, 'closed', {
    said: '换了水泵，雨后会再来看。',
    score: 3,
  }),
  c(11, '楼顶漏水，屋里墙皮掉了。', '漏水、外墙', '颐园 12 号楼 2 单元', 18, 'closed', {
    said: '楼顶补了防水，墙面等干透再刷。',
    score: 2,
  }),
  c(12, '井盖松了，车一过咣当响。', '井盖', '北一路', 12, 'closed', { said: '换了防响的井盖。', score: 3 }),
  c(13, '楼上半夜装修，睡不着。', '噪音', '颐园 10 号楼', 2, 'accepted', { anonymous: true }),
  c(14, '健身器材螺丝掉了，孩子在上面玩。', '健身、座椅', '颐园广场', 14, 'closed', {
    said: '都紧了一遍，换了两个轴。',
    score: 3,
  }),
  c(15, '有人在绿地里种菜。', '绿化', '颐园 7 号楼后', 10, 'resolved', {
    said: '和种菜的住户说好了，这周清掉，春天补草。',
  }),
  c(16, '小区里遛狗不牵绳，吓着老人。', '宠物', '颐园广场', 4, 'in_progress', {
    said: '这周早晚各巡一次，先劝后登记。',
  }),
  c(17, '停水一天了没通知。', '停水、水压', '颐园 6 号楼', 0, 'accepted'),
  c(18, '树枝伸到窗户里，刮风打玻璃。', '绿化', '颐园 11 号楼', 13, 'closed', { said: '园林上门剪了。', score: 3 }),
  c(19, '下水道反水，厨房都淹了。', '下水、反水', '颐园 1 号楼 2 单元', 3, 'reopened', { said: '疏通了主管道。' }),
  c(2, '楼道灯不亮，晚上上楼摸黑。', '路灯照明', '颐园 1 号楼', 16, 'closed', { said: '换成感应灯。', score: 3 }),
  c(3, '楼道堆了旧家具，门都开不全。', '楼道堆物', '颐园 2 号楼 3 单元', 6, 'in_progress', {
    said: '和住户说好周末搬走。',
  }),
  c(4, '老鼠从下水口进来。', '蚊虫鼠害', '颐园 5 号楼', 9, 'resolved', { said: '下水口装了网，投了药，别让孩子碰。' }),
  c(5, '单元门关不上，冬天冷风灌。', '门禁、单元门', '颐园 6 号楼 1 单元', 1, 'submitted'),
  c(6, '路面坑太大，电动车摔了两个人。', '路面破损', '泰安路', 7, 'returned', {
    said: '这段路归街道市政所，我们已经报过去。',
  }),
  c(7, '卫生站门口没有扶手。', '台阶、坡道', '泰安路 3 号', 12, 'resolved', {
    said: '扶手装好了，两边都有。',
    photo: true,
  }),
  c(8, '停车把消防通道堵了。', '停车占道', '颐园 10 号楼北', 0, 'submitted', { photo: true }),
  c(9, '想要一个能坐轮椅去的厕所。', '台阶、坡道', '颐园广场', 5, 'accepted'),
  c(10, '燃气表走得太快，怀疑坏了。', '燃气', '颐园 11 号楼', 2, 'in_progress', { said: '燃气公司明天上门验表。' }),
  c(11, '垃圾桶离楼门太近，夏天臭。', '垃圾清运', '颐园 12 号楼', 21, 'closed', { said: '往东挪了十米。', score: 3 }),
  c(12, '楼门口地砖翘起来。', '路面破损', '颐园 2 号楼', 8, 'resolved', { said: '铺平了。' }),
  c(13, '电压不稳，灯一闪一闪。', '停电、电路', '颐园 10 号楼 1 单元', 1, 'in_progress', { said: '供电所今天来查。' }),
  c(14, '楼道好久没打扫。', '楼道保洁', '颐园 5 号楼', 6, 'resolved', { said: '今天扫了，以后每周一、四。' }),
  c(15, '草坪喷头对着人行道。', '绿化', '颐园 7 号楼', 17, 'closed', { said: '调了方向和时间。', score: 3 }),
  c(16, '窗外施工早上六点就响。', '噪音', '济南路', 3, 'waiting', { said: '请您说一下是哪一侧，我们去量。' }),
  c(17, '想请社区教老人用手机挂号。', '社区办事', '颐园 6 号楼', 19, 'closed', {
    said: '手机课堂开了，周二、周五下午。',
    score: 3,
  }),
  c(18, '电梯里的灯坏了。', '电梯', '颐园 11 号楼 2 单元', 4, 'resolved', { said: '换了灯管。' }),
  c(19, '外墙皮往下掉，砸着车。', '漏水、外墙', '颐园 1 号楼', 2, 'in_progress', {
    said: '先拉了警戒线，明天来人敲掉松的。',
    photo: true,
  }),
]
