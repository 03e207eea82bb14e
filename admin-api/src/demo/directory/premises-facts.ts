import type { PremisesState } from '@yike/shared/directory/taxonomy'

export const PREMISES: {
  name: string
  address: string
  squareMetres: number
  use: string
  owner: string
  state: PremisesState
  note?: string
}[] = [
  {
    name: '社区服务大厅',
    address: '济南路 10 号一楼',
    squareMetres: 320,
    use: '窗口、咨询',
    owner: '颐园社区',
    state: 'in_use',
  },
  {
    name: '养老服务站',
    address: '济南路 10 号二楼',
    squareMetres: 260,
    use: '日间照料',
    owner: '颐园社区',
    state: 'in_use',
  },
  {
    name: '颐园书屋',
    address: '济南路 10 号三楼',
    squareMetres: 180,
    use: '阅览、四点半课堂',
    owner: '颐园社区',
    state: 'in_use',
  },
  {
    name: '文汇家园配建用房',
    address: '文汇家园 1 号楼',
    squareMetres: 210,
    use: '出租给超市',
    owner: '开发公司',
    state: 'misused',
    note: '已发函，约定年底收回',
  },
  {
    name: '黄河路新居配建用房',
    address: '黄河路新居 3 号楼',
    squareMetres: 150,
    use: '空着',
    owner: '开发公司',
    state: 'not_handed_over',
  },
  {
    name: '济南路宿舍门房',
    address: '济南路宿舍南门',
    squareMetres: 40,
    use: '空着',
    owner: '街道办事处',
    state: 'idle',
  },
]
