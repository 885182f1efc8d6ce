{#- What the box needs: values as text, for JavaScript would round a long number, in a script, for a browser loads no other data from a disk. -#}
var onRecord = {
{%- for id, answer in built.answers.items() %}
{{ id | tojson }}: {{ [answer.value | tojson, answer.within] | tojson }}{{ "," if not loop.last }}
{%- endfor %}
}
