import { type Application, packageFolder, servePackage } from './application.ts';

/** Small, but with every kind of thing that Swagger UI draws: parameters, bodies, schemas, responses. */
const DESCRIPTION = {
  openapi: '3.0.3',
  info: { title: 'Parcel service', version: '2.1.0', description: 'Send **parcels**, follow them, send them back.' },
  tags: [{ name: 'parcels', description: 'Everything about parcels' }],
  paths: {
    '/parcels': {
      get: {
        tags: ['parcels'],
        summary: 'All parcels of a customer',
        parameters: [
          {
            name: 'customer',
            in: 'query',
            required: true,
            schema: { type: 'string' },
            description: 'Number of the customer',
          },
          { name: 'state', in: 'query', schema: { type: 'string', enum: ['packed', 'moving', 'delivered'] } },
        ],
        responses: {
          200: {
            description: 'A list',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Parcels' } } },
          },
        },
      },
      post: {
        tags: ['parcels'],
        summary: 'Send a parcel',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Parcel' } } } },
        responses: { 201: { description: 'On its way' }, 422: { description: 'No such place' } },
      },
    },
    '/parcels/{id}': {
      delete: {
        tags: ['parcels'],
        summary: 'Call a parcel back',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 204: { description: 'Called back' } },
      },
    },
  },
  components: {
    schemas: {
      Parcel: {
        type: 'object',
        required: ['to'],
        properties: {
          to: { type: 'string', example: 'Harbour Street 4' },
          grams: { type: 'integer', example: 750 },
          fragile: { type: 'boolean' },
        },
      },
      Parcels: { type: 'array', items: { $ref: '#/components/schemas/Parcel' } },
    },
  },
};

/** The package's own configuration file with another address in it: that file is there to be edited. */
const INITIALIZER = `window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: '/description.json', dom_id: '#swagger-ui', deepLinking: true, layout: 'StandaloneLayout',
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  });
};`;

export const swaggerUi: Application = {
  name: 'swagger-ui-dist',
  serve: (tag) =>
    servePackage(
      { '/': packageFolder('swagger-ui-dist') },
      {
        '/swagger-initializer.js': { body: INITIALIZER, type: 'text/javascript' },
        '/description.json': { body: JSON.stringify(DESCRIPTION), type: 'application/json' },
      },
      tag,
    ),
  async untilReady(page) {
    await page.waitForSelector('.opblock-get .opblock-summary-control');
  },
  steps: [
    {
      name: 'expands an operation',
      async act(page) {
        await page.click('.opblock-get .opblock-summary-control');
        await page.waitForSelector('.opblock-get .parameters');
      },
    },
    {
      name: 'tries it out with values',
      async act(page) {
        await page.click('.opblock-get .try-out__btn');
        await page.locator('.opblock-get input[placeholder^="customer"]').fill('C-20417');
        await page.select('.opblock-get select', 'moving');
      },
    },
    {
      name: 'expands a schema',
      async act(page) {
        await page.click('.opblock-post .opblock-summary-control');
        await page.waitForSelector('.opblock-post .body-param textarea, .opblock-post .highlight-code');
      },
    },
    {
      name: 'scrolls to the answers',
      async act(page) {
        await page.evaluate(() => document.querySelector('.opblock-post .responses-wrapper')?.scrollIntoView());
      },
    },
  ],
};
