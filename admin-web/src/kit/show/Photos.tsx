import { Image } from 'antd'

interface Props {
  photos: { id: string; url: string; thumbUrl: string }[]
  /** The subject of the photos, for people who cannot see them: 「诉求照片」. */
  label: string
}

export const Photos = ({ photos, label }: Props) =>
  photos.length > 0 && (
    <Image.PreviewGroup items={photos.map(({ url }) => url)}>
      <div className='photos'>
        {photos.map(({ id, thumbUrl }, index) => (
          <div key={id} className='photos__i'>
            <Image src={thumbUrl} width={96} height={96} alt={`${label} ${index + 1}`} />
          </div>
        ))}
      </div>
    </Image.PreviewGroup>
  )
