import { computed, createApp, h, reactive, ref } from 'vue';
import { MARKS, workThroughTodos } from './todo-work.ts';

let nextId = 1;

const app = createApp({
  setup() {
    const text = ref('');
    const todos = reactive<{ id: number; text: string; done: boolean }[]>([]);
    const left = computed(() => todos.filter(({ done }) => !done).length);
    const add = () => {
      todos.push({ id: nextId++, text: text.value, done: false });
      text.value = '';
    };
    return () =>
      h('section', [
        h('input', {
          class: MARKS.input,
          value: text.value,
          onInput: (event: Event) => {
            text.value = (event.target as HTMLInputElement).value;
          },
          onKeydown: (event: KeyboardEvent) => event.key === 'Enter' && add(),
        }),
        h(
          'ul',
          { class: MARKS.list },
          todos.map((todo) =>
            h('li', { key: todo.id, class: { completed: todo.done } }, [
              h('input', {
                class: MARKS.toggle,
                type: 'checkbox',
                checked: todo.done,
                onChange: () => {
                  todo.done = !todo.done;
                },
              }),
              h('label', todo.text),
              h(
                'button',
                {
                  class: MARKS.edit,
                  type: 'button',
                  onClick: () => {
                    todo.text += '!';
                  },
                },
                '!',
              ),
              h(
                'button',
                {
                  class: MARKS.remove,
                  type: 'button',
                  onClick: () => {
                    todos.splice(todos.indexOf(todo), 1);
                  },
                },
                'x',
              ),
            ]),
          ),
        ),
        h('span', `${left.value} left`),
      ]);
  },
});

const root = document.createElement('div');
document.body.append(root);
app.mount(root);

Object.assign(window, { work: workThroughTodos });
