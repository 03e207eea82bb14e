const { createCoreRouter } = require('@strapi/strapi').factories

module.exports = createCoreRouter('api::place.place', { only: ['find'], config: { find: { auth: false } } })
