app_name = "tours"
urlpatterns = []
