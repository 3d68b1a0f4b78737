"""Advice on a text that someone is still writing; nothing of it is kept."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.plain.models import hard_words
from common.plain.reading import read
from common.protect.forms import comes_from_here


@csrf_exempt  # it changes nothing; a POST keeps the text out of addresses and logs
@require_POST
@never_cache
def advice(request):
    """`{"level": words, "advice": [{"said", "text"}], "more": how many besides}`."""
    if not comes_from_here(request):
        return JsonResponse({}, status=403)
    reading = read(request.POST.get("text", ""), hard_words())
    found = [{"said": each.said, "text": each.text} for each in reading.shown]
    return JsonResponse({"level": reading.level, "advice": found, "more": reading.more})
