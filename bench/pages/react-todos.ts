import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { MARKS, workThroughTodos } from './todo-work.ts';

interface Todo {
  id: number;
  text: string;
  done: boolean;
}

let nextId = 1;

function Item({ todo, change, remove }: { todo: Todo; change(todo: Todo): void; remove(): void }) {
  return h(
    'li',
    { className: todo.done ? 'completed' : '' },
    h('input', {
      className: MARKS.toggle,
      type: 'checkbox',
      checked: todo.done,
      onChange: () => change({ ...todo, done: !todo.done }),
    }),
    h('label', null, todo.text),
    h(
      'button',
      { className: MARKS.edit, type: 'button', onClick: () => change({ ...todo, text: `${todo.text}!` }) },
      '!',
    ),
    h('button', { className: MARKS.remove, type: 'button', onClick: remove }, 'x'),
  );
}

function App() {
  const [text, setText] = useState('');
  const [todos, setTodos] = useState<Todo[]>([]);
  const change = (changed: Todo) => setTodos((all) => all.map((todo) => (todo.id === changed.id ? changed : todo)));
  return h(
    'section',
    null,
    h('input', {
      className: MARKS.input,
      value: text,
      onChange: (event) => setText(event.currentTarget.value),
      onKeyDown: (event) => {
        if (event.key !== 'Enter') return;
        setTodos((all) => [...all, { id: nextId++, text, done: false }]);
        setText('');
      },
    }),
    h(
      'ul',
      { className: MARKS.list },
      todos.map((todo) =>
        h(Item, {
          key: todo.id,
          todo,
          change,
          remove: () => setTodos((all) => all.filter(({ id }) => id !== todo.id)),
        }),
      ),
    ),
    h('span', null, `${todos.filter(({ done }) => !done).length} left`),
  );
}

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(h(App));

Object.assign(window, { work: workThroughTodos });
