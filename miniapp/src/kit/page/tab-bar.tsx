import { Text } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Icon } from '@/kit/base/icon'
import { useAppContext } from './app-context'
import { Part } from '@/kit/base/part'
import { Tap } from '@/kit/base/tap'
import { classes } from '@/kit/base/text'

const MOST_SHOWN = 99

export function TabBar({ page }: { page: string }) {
  const { tabs } = useAppContext()
  return (
    <Part role='navigation' label='主要页面' className='tabbar'>
      <Part role='tablist' className='tabbar__list'>
        {tabs.map((tab) => (
          <Tap
            key={tab.page}
            className={classes('tabbar__i', tab.page === page && 'tabbar__i--on')}
            role='tab'
            checked={tab.page === page}
            onTap={() => tab.page !== page && void Taro.switchTab({ url: `/${tab.page}` })}
          >
            <Icon name={tab.icon} className='tabbar__icon' />
            <Text>{tab.text}</Text>
            {tab.count > 0 && <Text className='tabbar__n'>{Math.min(tab.count, MOST_SHOWN)}</Text>}
            {tab.count > 0 && <Text className='unseen'>条未读</Text>}
          </Tap>
        ))}
      </Part>
    </Part>
  )
}
