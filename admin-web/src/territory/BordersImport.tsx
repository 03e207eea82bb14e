import { COORDINATE_SYSTEMS, COORDINATE_SYSTEM_CODES, type CoordinateSystem } from '@yike/shared/geo/systems'
import { confirmAreaImport, previewAreaImport, uploadAreaImport } from '@yike/shared/territory/endpoints'
import type { AreaImport, AreaView } from '@yike/shared/territory/schemas'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { Loading } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { tie } from '../kit/show/text'
import { upload, type ApiError } from '../lib/api'
import { useRead, useWrite } from '../lib/query'

/** Imports borders, roads and names from a file, after a preview. */
export function BordersImport({ area, onClose }: { area: AreaView; onClose: () => void }) {
  const [file, setFile] = useState<AreaImport>()
  const [error, setError] = useState<ApiError | null>(null)
  const send = async (chosen: File | undefined) => {
    if (!chosen) return
    setError(null)
    try {
      setFile(await upload(uploadAreaImport, chosen))
    } catch (cause) {
      setError(cause as ApiError)
    }
  }
  return (
    <>
      <h2 className='lead'>导入边界</h2>
      <p className='note'>
        GeoJSON：面画成边界，线画成道路，按代码或名字对上{area.name}
        下面的区域，没有的新加。CSV：一行一个，列名写“名称”“代码”。
      </p>
      <label className='drop'>
        <span>{file ? file.fileName : '选一个文件'}</span>
        <input
          type='file'
          className='unseen'
          accept='.json,.geojson,.csv,.txt'
          onChange={(event) => {
            void send(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </label>
      <Refusal error={error} />
      {file ? (
        <BordersPreview key={file.id} file={file} area={area} onClose={onClose} />
      ) : (
        <Button type='text' onClick={onClose}>
          先不
        </Button>
      )}
    </>
  )
}

function BordersPreview({ file, area, onClose }: { file: AreaImport; area: AreaView; onClose: () => void }) {
  const [system, setSystem] = useState<CoordinateSystem>('wgs84')
  const input = { id: file.id, underId: area.id, system }
  const preview = useRead(previewAreaImport, input, { keepLast: true })
  const confirm = useWrite(confirmAreaImport, onClose)
  const rows = preview.data?.rows ?? []
  const useful = rows.filter(({ does }) => does !== 'nothing').length
  return (
    <>
      <Select
        aria-label='经纬度从哪来'
        value={system}
        options={COORDINATE_SYSTEM_CODES.map((value) => ({ value, label: COORDINATE_SYSTEMS[value].label }))}
        onChange={setSystem}
      />
      {!preview.data && !preview.error && <Loading />}
      <Refusal error={preview.error} />
      <div className='territory__import'>
        <table className='territory__moves'>
          <tbody>
            {rows.slice(0, 200).map(({ row, name, code, does, says }) => (
              <tr key={row}>
                <td className='nums note'>{row}</td>
                <td>
                  {name || code || '没有名字'}
                  <div className={does === 'nothing' ? 'tone--late' : 'note'}>{says}</div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Refusal error={confirm.error} />
      <div className='form-foot'>
        <Button
          type='primary'
          disabled={useful === 0 || preview.isPlaceholderData}
          loading={confirm.isPending}
          onClick={() => confirm.mutate(input)}
        >
          {useful === 0 ? '没有能导入的' : `导入 ${tie(useful, '条')}`}
        </Button>
        <Button type='text' onClick={onClose}>
          先不
        </Button>
      </div>
    </>
  )
}
