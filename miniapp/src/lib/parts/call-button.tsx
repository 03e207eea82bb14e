import { View } from '@tarojs/components'
import type { Endpoint } from '@yike/shared/endpoint'
import type { ShownPhone } from '@yike/shared/people/schemas'
import { Button } from '@/kit/base/button'
import { Failed } from '@/kit/page/page-states'
import { dial } from '@/lib/api/community'
import { useAction } from '@/lib/api/use-action'

interface Props<In> {
  of: Endpoint<In, ShownPhone>
  input: In
  name: string
  last4: string | null
}

/** Asks for the whole number, which goes on record, and dials it. */
export function CallButton<In>({ of, input, name, last4 }: Props<In>) {
  const ask = useAction(of)
  const ring = async () => {
    const shown = await ask.run(input)
    if (shown) dial(shown.phone)
  }
  return (
    <View className='desk__more'>
      {ask.error && <Failed error={ask.error} />}
      <Button block icon='phone' busy={ask.busy && '正在查…'} onTap={() => void ring()}>
        {last4 ? `打给${name}（尾号 ${last4}）` : `打给${name}`}
      </Button>
    </View>
  )
}
