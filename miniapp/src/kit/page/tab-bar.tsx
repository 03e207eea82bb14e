import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Icon } from '@/kit/base/icon'
import { useAppContext } from './app-context'
import { Tap } from '@/kit/base/tap'
import { classes } from '@/kit/base/text'

const MOST_SHOWN = 99

export function TabBar({ page }: { page: string }) {
  const { tabs } = useAppContext()
  return (
    <View className='tabbar'>
      {tabs.map((tab) => (
        <Tap
          key={tab.page}
          className={classes('tabbar__i', tab.page === page && 'tabbar__i--on')}
          role='tab'
          checked={tab.page === page}
          label={tab.count > 0 ? `${tab.text}，${tab.count} 条未读` : tab.text}
          onTap={() => tab.page !== page && void Taro.switchTab({ url: `/${tab.page}` })}
        >
          <Icon name={tab.icon} className='tabbar__icon' />
          {tab.count > 0 && <Text className='tabbar__n'>{Math.min(tab.count, MOST_SHOWN)}</Text>}
          <Text>{tab.text}</Text>
        </Tap>
      ))}
    </View>
  )
}
