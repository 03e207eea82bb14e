export const THINGS: { service: string; kind?: 'room'; name: string; number: string; shelf: string }[] = [
  { service: '借轮椅、助行器', name: '轮椅', number: 'LY-01', shelf: '养老服务站门口柜子' },
  { service: '借轮椅、助行器', name: '轮椅', number: 'LY-02', shelf: '养老服务站门口柜子' },
  { service: '借轮椅、助行器', name: '助行器', number: 'ZX-01', shelf: '养老服务站门口柜子' },
  { service: '借轮椅、助行器', name: '助行器', number: 'ZX-02', shelf: '养老服务站门口柜子' },
  { service: '借活动室', kind: 'room', name: '活动室', number: 'HD-1', shelf: '济南路 10 号一楼' },
]
